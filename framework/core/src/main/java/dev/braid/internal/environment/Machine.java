package dev.braid.internal.environment;

import java.util.List;
import java.util.Optional;

/** Facts about a machine and a class path that are available without loading a native library. */
interface Machine {
  /** Returns operating system and architecture as the natives spell them: {@code linux-x86_64}. */
  String platform();

  boolean hasCpuBackend();

  boolean hasCudaBackend();

  /**
   * Returns the name suffixes of the CPU binaries on the class path that fit the platform, in the
   * order in which ND4J tries them; {@code -onednn-avx2}, or the empty string for the generic one.
   */
  List<String> cpuBinaries();

  boolean hasCudaBinary();

  /** Returns the CPU's level; empty if it is unknown or the CPU isn't x86-64. */
  Optional<CpuLevel> cpuLevel();

  /** Returns the GPUs that CUDA may use; empty if the driver can't be queried. */
  Optional<List<Gpu>> gpus();

  String java();

  String system();

  String cpu();

  int cores();

  long heapLimit();

  /** Returns the maximum number of bytes that ND4J may allocate outside the heap. */
  long offHeapLimit();

  /** Returns whether OpenBLAS' release is too old to recognize this CPU. */
  boolean isNewerThanOpenBlas();
}
