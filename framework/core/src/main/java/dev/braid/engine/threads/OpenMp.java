package dev.braid.engine.threads;

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
 * How many threads oneDNN takes from OpenMP: one, for what is large is cut into parts that run in
 * Braid's own.
 *
 * <p>OpenMP's threads wait for each other at the end of each part, even for one that has done
 * nothing yet because another program has its core. The number belongs to the calling thread, and a
 * primitive is made for the number that stands then, so it is set for the making and for each run.
 */
public final class OpenMp {
  private static final Logger LOG = LoggerFactory.getLogger(OpenMp.class);

  /** How many threads it would take, or 0 where it cannot be told. */
  private static final int THREADS = load();

  private static final boolean KNOWN = THREADS > 0;

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
      LOG.debug("oneDNN takes threads of its own for everything: {}", absent.toString());
      return 0;
    }
  }

  /** Apart, so that a class that fails to load fails inside {@link #load}. */
  private static final class Calls {
    static native int getMaxThreads();

    static native void setNumThreads(int threads);
  }

  /** As many threads as there are to be, which may stand in OMP_NUM_THREADS. */
  static int threads() {
    return KNOWN ? THREADS : Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  /** Whether oneDNN can be told to stay in one thread. */
  public static boolean canBeSingle() {
    return KNOWN;
  }

  /** Makes something that stays in one thread. */
  public static <T> T single(Supplier<T> making) {
    int before = KNOWN ? Calls.getMaxThreads() : 1;
    if (before == 1) {
      return making.get();
    }
    Calls.setNumThreads(1);
    try {
      return making.get();
    } finally {
      Calls.setNumThreads(before);
    }
  }

  /** Runs something in the caller's thread alone. */
  public static void singly(Runnable work) {
    single(
        () -> {
          work.run();
          return null;
        });
  }

  /** For a thread that runs nothing but parts. */
  static void staySingle() {
    if (KNOWN) {
      Calls.setNumThreads(1);
    }
  }
}
