package dev.braid.internal.environment;

import java.util.List;
import java.util.Locale;

/** Describes the environment of a program, as for a bug report. */
final class Description {
  private static final double GIBI = 1L << 30;

  private Description() {}

  static String of(Machine machine, Backend backend, String braidVersion, String nd4jVersion) {
    return String.join(
        "\n",
        "Braid     " + braidVersion,
        "Java      " + machine.java(),
        "System    " + machine.system() + ", " + machine.platform(),
        "CPU       " + cpu(machine),
        "Backend   " + backend(machine, backend, nd4jVersion),
        "oneDNN    " + (backend.oneDnn() ? "yes" : "no: convolutions run on ND4J's own slow code"),
        "Threads   " + threads(backend),
        "Memory    "
            + ("heap up to " + gibi(machine.heapLimit()) + ", ")
            + ("ND4J outside it up to " + gibi(machine.offHeapLimit())));
  }

  private static String cpu(Machine machine) {
    String level = machine.cpuLevel().map(l -> ", " + l).orElse("");
    return machine.cpu() + ", cores: " + machine.cores() + level;
  }

  private static String backend(Machine machine, Backend backend, String nd4jVersion) {
    String nd4j = "ND4J " + nd4jVersion + " " + backend.name();
    if (!backend.name().equals("CpuBackend")) {
      List<Gpu> gpus = machine.gpus().orElse(List.of());
      return gpus.isEmpty() ? nd4j : nd4j + " on " + gpus.get(0);
    }
    return machine.cpuBinaries().stream()
        .findFirst()
        .map(extension -> nd4j + ", " + machine.platform() + extension)
        .orElse(nd4j);
  }

  private static String threads(Backend backend) {
    String operations = "operations " + backend.openMpThreads();
    return backend.blasThreads() < 1
        ? operations
        : operations + ", matrix products " + backend.blasThreads();
  }

  private static String gibi(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIBI);
  }
}
