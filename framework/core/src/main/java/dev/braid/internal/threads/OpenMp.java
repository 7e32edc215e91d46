package dev.braid.internal.threads;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits oneDNN to one OpenMP thread, since Braid divides large work among its own threads.
 *
 * <p>OpenMP's threads wait for each other at the end of each parallel region, even for a thread
 * that has not started because another program uses its core. The limit belongs to the calling
 * thread ({@code omp_set_num_threads}), and a primitive is created for the limit at that time, so
 * the limit is set for creating a primitive and for each run.
 */
public final class OpenMp {
  private static final Logger LOG = LoggerFactory.getLogger(OpenMp.class);

  /** The number of threads that OpenMP would use, or 0 if it cannot be limited. */
  private static final int THREADS = load();

  private static final boolean CAN_LIMIT = THREADS > 0;

  private OpenMp() {}

  private static int load() {
    try {
      Loader.load(dnnl.class);
      String path =
          Loader.getLoadedLibraries().entrySet().stream()
              .filter(library -> library.getKey().startsWith("gomp"))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow(() -> new UnsatisfiedLinkError("libgomp is not loaded"));
      FunctionMapper names =
          (library, method) ->
              "omp_" + method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      Native.register(
          Calls.class,
          NativeLibrary.getInstance(path, Map.of(Library.OPTION_FUNCTION_MAPPER, names)));
      return Calls.getMaxThreads();
    } catch (LinkageError | RuntimeException absent) {
      LOG.debug("oneDNN uses threads of its own: {}", absent.toString());
      return 0;
    }
  }

  /** A separate class, so that a failure to link it is caught in {@link #load}. */
  private static final class Calls {
    static native int getMaxThreads();

    static native void setNumThreads(int threads);
  }

  /** Returns the number of threads that Braid uses: OMP_NUM_THREADS, by default one per core. */
  static int threads() {
    return CAN_LIMIT ? THREADS : Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  /** Returns whether oneDNN can be limited to one thread. */
  public static boolean canLimitThreads() {
    return CAN_LIMIT;
  }

  /** Calls a supplier while OpenMP is limited to the caller's thread. */
  public static <T> T inOneThread(Supplier<T> supplier) {
    int before = CAN_LIMIT ? Calls.getMaxThreads() : 1;
    if (before == 1) {
      return supplier.get();
    }
    Calls.setNumThreads(1);
    try {
      return supplier.get();
    } finally {
      Calls.setNumThreads(before);
    }
  }

  /** Runs a task while OpenMP is limited to the caller's thread. */
  public static void runInOneThread(Runnable task) {
    inOneThread(
        () -> {
          task.run();
          return null;
        });
  }

  /** Limits OpenMP to one thread for the rest of the calling thread's life. */
  static void stayInOneThread() {
    if (CAN_LIMIT) {
      Calls.setNumThreads(1);
    }
  }
}
