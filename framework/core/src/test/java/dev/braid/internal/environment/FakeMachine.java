package dev.braid.internal.environment;

import java.util.List;
import java.util.Optional;

/** A machine of the test's making; by default one on which everything is in order. */
record FakeMachine(
    String platform,
    boolean hasCpuBackend,
    boolean hasCudaBackend,
    List<String> cpuBinaries,
    boolean hasCudaBinary,
    Optional<CpuLevel> cpuLevel,
    Optional<List<Gpu>> gpus)
    implements Machine {

  static FakeMachine sound() {
    return new FakeMachine(
        "linux-x86_64",
        true,
        false,
        List.of("-onednn-avx2"),
        false,
        Optional.of(CpuLevel.AVX512),
        Optional.empty());
  }

  FakeMachine withoutBackend() {
    return new FakeMachine(platform, false, false, List.of(), false, cpuLevel, gpus);
  }

  FakeMachine withBinaries(String... extensions) {
    return new FakeMachine(platform, true, false, List.of(extensions), false, cpuLevel, gpus);
  }

  FakeMachine on(String other) {
    return new FakeMachine(
        other, hasCpuBackend, hasCudaBackend, cpuBinaries, hasCudaBinary, cpuLevel, gpus);
  }

  FakeMachine withCpu(CpuLevel level) {
    return new FakeMachine(
        platform,
        hasCpuBackend,
        hasCudaBackend,
        cpuBinaries,
        hasCudaBinary,
        Optional.ofNullable(level),
        gpus);
  }

  /** With the CUDA backend instead of the CPU's. */
  FakeMachine withCuda(boolean binary, List<Gpu> cards) {
    return new FakeMachine(
        platform, false, true, List.of(), binary, cpuLevel, Optional.ofNullable(cards));
  }

  @Override
  public String java() {
    return "17.0.15, OpenJDK 64-Bit Server VM";
  }

  @Override
  public String system() {
    return "Linux 6.1";
  }

  @Override
  public String cpu() {
    return "Old Faithful 3000";
  }

  @Override
  public int cores() {
    return 4;
  }

  @Override
  public long heapLimit() {
    return 2L << 30;
  }

  @Override
  public long offHeapLimit() {
    return 6L << 30;
  }

  @Override
  public boolean isNewerThanOpenBlas() {
    return false;
  }
}
