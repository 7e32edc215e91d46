package dev.braid.internal.environment;

import java.util.List;
import java.util.Optional;

/** What can be found out about a machine and a class path without loading a native library. */
interface Machine {
  /** Operating system and architecture in the natives' spelling, {@code linux-x86_64}. */
  String platform();

  boolean hasCpuBackend();

  boolean hasCudaBackend();

  /**
   * Name ends of the CPU binaries on the class path that fit the platform, the one ND4J loads
   * first; {@code -onednn-avx2}, or nothing for the generic one.
   */
  List<String> cpuBinaries();

  boolean hasCudaBinary();

  /** Empty where it can't be known, and on a CPU that isn't x86-64. */
  Optional<CpuLevel> cpuLevel();

  /** The graphics cards that CUDA may use; empty where the driver can't be asked. */
  Optional<List<Gpu>> gpus();

  String java();

  String system();

  String cpu();

  int cores();

  long heapLimit();

  /** Most bytes ND4J may take outside the heap. */
  long offHeapLimit();

  /** True where OpenBLAS' release is too old to know what this CPU can do. */
  boolean outgrewOpenBlas();
}
