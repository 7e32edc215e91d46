package dev.braid.internal.environment;

import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The properties of ND4J after its native libraries were loaded.
 *
 * @param name the class name of ND4J's backend
 * @param oneDnn whether convolution, pooling and normalization can run on oneDNN
 * @param openMpThreads the number of threads of ND4J's own operations
 * @param blasThreads the number of threads of matrix products; less than 1 if the CPU doesn't
 *     compute them
 */
record Backend(String name, boolean oneDnn, int openMpThreads, int blasThreads) {
  private static final String NOT_LOADED =
      """
      ND4J's native library did not load on %s: %s
        On Linux it needs glibc (Alpine has another C library). It unpacks itself into
        ~/.javacpp/cache, which needs about 500 MB and the right to execute; another folder:
        -Dorg.bytedeco.javacpp.cachedir=<folder>. With CUDA it needs CUDA 11.6's libraries.""";

  /** Loads ND4J; no other code of Braid does. */
  static Backend load(Machine machine) {
    try {
      String name = Nd4j.getBackend().getClass().getSimpleName();
      NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
      Blas blas = Nd4j.factory().blas();
      // In a container ND4J may count the host's cores; surplus threads would compete for the
      // quota.
      if (System.getenv("OMP_NUM_THREADS") == null) {
        if (operations.ompGetMaxThreads() > machine.cores()) {
          operations.setOmpNumThreads(machine.cores());
        }
        if (blas.getMaxThreads() > machine.cores()) {
          blas.setMaxThreads(machine.cores());
        }
      }
      return new Backend(
          name,
          operations.buildInfo().contains("HAVE_ONEDNN"),
          operations.ompGetMaxThreads(),
          blas.getMaxThreads());
    } catch (LinkageError | RuntimeException failure) {
      throw notLoaded(failure, machine);
    }
  }

  static EnvironmentException notLoaded(Throwable failure, Machine machine) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return new EnvironmentException(
        NOT_LOADED.formatted(machine.platform(), deepest.getMessage()), failure);
  }
}
