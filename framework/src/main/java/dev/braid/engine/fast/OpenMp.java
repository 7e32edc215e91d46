package dev.braid.engine.fast;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many of OpenMP's threads oneDNN wakes.
 *
 * <p>Left alone it wakes all of them for everything, which takes longer than a small layer of one
 * sample. The number belongs to the calling thread, and a primitive is made for the number that
 * stands then, so it is set for the making and for each run, and put back.
 */
final class OpenMp {
  private static final Logger LOG = LoggerFactory.getLogger(OpenMp.class);

  /** So many multiplications are worth a thread: they take some 50 us. */
  private static final long LEAST_SHARE = 1L << 21;

  /** As many threads as there are, or 0 where this cannot be set. */
  private static final int ALL = load();

  private OpenMp() {}

  private static int load() {
    try {
      String path =
          Loader.getLoadedLibraries().entrySet().stream()
              .filter(library -> library.getKey().startsWith("gomp"))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow(() -> new UnsatisfiedLinkError("libgomp is not loaded"));
      FunctionMapper names =
          (library, method) ->
              "omp_" + method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      Map<String, Object> options = Map.of(Library.OPTION_FUNCTION_MAPPER, names);
      Native.register(Calls.class, NativeLibrary.getInstance(path, options));
      return Calls.getMaxThreads();
    } catch (LinkageError | RuntimeException absent) {
      LOG.debug("oneDNN takes all threads for everything: {}", absent.toString());
      return 0;
    }
  }

  /** Apart, so that a class that fails to load fails inside {@link #load}. */
  private static final class Calls {
    static native int getMaxThreads();

    static native void setNumThreads(int threads);
  }

  /** Makes something for as many threads as so many multiplications are worth. */
  static <T> T make(long work, Supplier<T> making) {
    if (ALL == 0) {
      return making.get();
    }
    int before = Calls.getMaxThreads();
    Calls.setNumThreads((int) Math.max(1, Math.min(ALL, work / LEAST_SHARE)));
    try {
      return making.get();
    } finally {
      Calls.setNumThreads(before);
    }
  }

  /** The number that stands. */
  static int threads() {
    return ALL == 0 ? 0 : Calls.getMaxThreads();
  }

  /** Sets the number, if it is less than all; {@link #all} must follow then. */
  static boolean fewer(int threads) {
    if (threads >= ALL) {
      return false;
    }
    Calls.setNumThreads(threads);
    return true;
  }

  static void all() {
    Calls.setNumThreads(ALL);
  }
}
