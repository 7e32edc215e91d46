package dev.braid.benchmarks.engines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * How processes of engines are started.
 *
 * @param python the interpreter of the peers in Python
 * @param cores how many cores an engine may use
 * @param folder for what passes between the processes: scripts, data, logs
 */
public record Launch(String python, int cores, Path folder) {
  private static final String PEERS = "peers.py";

  /** What could be set around the harness; each engine shall have its own defaults. */
  private static final List<String> THREAD_SETTINGS =
      List.of(
          "OMP_NUM_THREADS",
          "OMP_WAIT_POLICY",
          "GOMP_SPINCOUNT",
          "KMP_BLOCKTIME",
          "OPENBLAS_NUM_THREADS",
          "OPENBLAS_THREAD_TIMEOUT",
          "MKL_NUM_THREADS",
          "TF_NUM_INTRAOP_THREADS",
          "XLA_FLAGS",
          "JAVA_TOOL_OPTIONS");

  /** What starts the engine's process. */
  ProcessBuilder process(Engine engine) throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(pinned());
    if (engine.host() == Engine.Host.PYTHON) {
      command.addAll(List.of(python, script().toString(), engine.id(), Integer.toString(cores)));
    } else {
      command.addAll(java(engine));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.to(log(engine).toFile()));
    THREAD_SETTINGS.forEach(builder.environment()::remove);
    if (engine == Engine.DL4J || engine == Engine.DJL) {
      // their threads spin otherwise, and steps become many times slower where cores are busy
      builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
      builder.environment().put("OPENBLAS_THREAD_TIMEOUT", "4");
    }
    if (cores < machineCores()) {
      builder.environment().put("OMP_NUM_THREADS", Integer.toString(cores));
    }
    return builder;
  }

  /** Where the process' standard error goes. */
  Path log(Engine engine) {
    return folder.resolve(engine.id() + ".log");
  }

  private static int machineCores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Fewer cores than there are: Linux holds a process on some; elsewhere thread settings have to
   * do.
   */
  private List<String> pinned() {
    return cores < machineCores() && Files.isExecutable(Path.of("/usr/bin/taskset"))
        ? List.of("/usr/bin/taskset", "-c", cores == 1 ? "0" : "0-" + (cores - 1))
        : List.of();
  }

  private List<String> java(Engine engine) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-XX:ActiveProcessorCount=" + cores);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.braid.benchmarks.workers.WorkerMain",
            engine.id()));
    return command;
  }

  private Path script() throws IOException {
    Path file = folder.resolve(PEERS);
    try (InputStream in = Launch.class.getResourceAsStream("/dev/braid/benchmarks/" + PEERS)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
