package dev.braid.internal.environment;

import java.util.List;
import java.util.stream.Collectors;

/** Rejects a machine on which ND4J would crash, exit or fail to link. */
final class MachineCheck {
  private static final String NO_BACKEND =
      """
      No ND4J backend is on the class path, so nothing can be computed.
        With Maven, dev.braid:braid-framework brings it along. With another build tool, add
        org.nd4j:nd4j-native:%s, and the same again with the classifier
        %s.""";
  private static final String NO_CPU_BINARY =
      """
      ND4J's CPU backend is on the class path, but no binary of it for this machine (%2$s).
        There are binaries for linux-x86_64, linux-arm64, windows-x86_64, macosx-x86_64 and
        macosx-arm64. If this machine is one of these, the program was built on another one: add
        org.nd4j:nd4j-native:%1$s with the classifier %3$s,
        and org.bytedeco's javacpp and openblas with the classifier %2$s.""";
  private static final String CPU_TOO_OLD =
      """
      This CPU can't run the ND4J binary on the class path.
        Binary: %2$s, needs %3$s
        CPU:    %4$s, has %5$s
        Build with -Dbraid.cpu=baseline, or use the classifier %6$s-onednn of
        org.nd4j:nd4j-native:%1$s.""";
  private static final String NO_CUDA_BINARY =
      """
      ND4J's CUDA backend is on the class path, but no binary of it for this machine (%s).
        There are binaries for linux-x86_64 and windows-x86_64 only. Use the CPU backend:
        build without -Pcuda and -Dbraid.backend=cuda.""";
  private static final String NO_GPU =
      """
      ND4J's CUDA backend is on the class path, but there is no GPU that it may use.
        See what `nvidia-smi` lists and what CUDA_VISIBLE_DEVICES hides, or use the CPU backend:
        build without -Pcuda and -Dbraid.backend=cuda.""";
  private static final String GPU_UNKNOWN =
      """
      ND4J's CUDA binaries can't run on %s.
        They hold machine code for GPUs of compute capability 3.7 to 8.9 only (K80 to A100,
        GeForce RTX 30 and 40). Use the CPU backend (build without -Pcuda and
        -Dbraid.backend=cuda), or hide this GPU with CUDA_VISIBLE_DEVICES if another can do it.""";

  private final Machine machine;
  private final String nd4jVersion;

  MachineCheck(Machine machine, String nd4jVersion) {
    this.machine = machine;
    this.nd4jVersion = nd4jVersion;
  }

  /** Throws an {@link EnvironmentException} unless ND4J can start. */
  void run() {
    if (machine.hasCudaBackend()) {
      checkGpu();
    } else if (machine.hasCpuBackend()) {
      checkCpu();
    } else {
      throw new EnvironmentException(NO_BACKEND.formatted(nd4jVersion, usualBinary()));
    }
  }

  private void checkCpu() {
    String platform = machine.platform();
    List<String> binaries = machine.cpuBinaries();
    if (binaries.isEmpty()) {
      throw new EnvironmentException(NO_CPU_BINARY.formatted(nd4jVersion, platform, usualBinary()));
    }
    String extension = binaries.get(0);
    CpuLevel needed = CpuLevel.neededBy(extension);
    CpuLevel level = machine.cpuLevel().orElse(needed);
    if (level.compareTo(needed) < 0) {
      throw new EnvironmentException(
          CPU_TOO_OLD.formatted(
              nd4jVersion, platform + extension, needed, machine.cpu(), level, platform));
    }
  }

  private void checkGpu() {
    if (!machine.hasCudaBinary()) {
      throw new EnvironmentException(NO_CUDA_BINARY.formatted(machine.platform()));
    }
    machine.gpus().ifPresent(MachineCheck::checkGpus);
  }

  private static void checkGpus(List<Gpu> gpus) {
    if (gpus.isEmpty()) {
      throw new EnvironmentException(NO_GPU);
    }
    String unsupported =
        gpus.stream()
            .filter(gpu -> !gpu.runsNd4j())
            .map(Gpu::toString)
            .collect(Collectors.joining(", "));
    if (!unsupported.isEmpty()) {
      throw new EnvironmentException(GPU_UNKNOWN.formatted(unsupported));
    }
  }

  private String usualBinary() {
    String platform = machine.platform();
    return platform.endsWith("x86_64") ? platform + "-onednn-avx2" : platform;
  }
}
