package dev.braid.engine.threads;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many of OpenMP's threads oneDNN wakes.
 *
 * <p>Left alone it wakes all of them for everything, which takes longer than a small layer of one
 * sample. So it is one or all: what is in between would end the threads that are left out and start
 * new ones the next time. The number belongs to the calling thread, and a primitive is made for the
 * number that stands then, so it is set for the making and for each run, and put back.
 */
public final class OpenMp {
  private static final Logger LOG = LoggerFactory.getLogger(OpenMp.class);

  /** So many multiplications are worth waking the others: they take some 100 us. */
  private static final long LEAST_SHARED = 1L << 22;

  /** As many threads as there are, or 0 where this cannot be set. */
  private static final int ALL = load();

  private OpenMp() {}

  private static int load() {
    try {
      FunctionMapper names =
          (library, method) ->
              "omp_" + method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      Native.register(Calls.class, library(names));
      return Calls.getMaxThreads();
    } catch (LinkageError | RuntimeException absent) {
      LOG.debug("oneDNN takes all threads for everything: {}", absent.toString());
      return 0;
    }
  }

  /** GNU's OpenMP, if oneDNN is there and runs on it. */
  private static NativeLibrary library(FunctionMapper names) {
    Loader.load(dnnl.class);
    String path =
        Loader.getLoadedLibraries().entrySet().stream()
            .filter(library -> library.getKey().startsWith("gomp"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> new UnsatisfiedLinkError("libgomp is not loaded"));
    return NativeLibrary.getInstance(path, Map.of(Library.OPTION_FUNCTION_MAPPER, names));
  }

  /** All of its threads for work of Braid's own, where that can be. */
  static Optional<Team> team() {
    try {
      return ALL == 0
          ? Optional.empty()
          : Optional.of(new OpenMpTeam(library(OpenMpTeam.NAMES), ALL));
    } catch (LinkageError | RuntimeException absent) {
      LOG.debug("loops run in threads of their own: {}", absent.toString());
      return Optional.empty();
    }
  }

  /** Apart, so that a class that fails to load fails inside {@link #load}. */
  private static final class Calls {
    static native int getMaxThreads();

    static native void setNumThreads(int threads);
  }

  /** Makes something for one thread or for all, as so many multiplications are worth. */
  public static <T> T make(long work, Supplier<T> making) {
    if (ALL == 0) {
      return making.get();
    }
    int before = Calls.getMaxThreads();
    Calls.setNumThreads(work < LEAST_SHARED ? 1 : ALL);
    try {
      return making.get();
    } finally {
      Calls.setNumThreads(before);
    }
  }

  /** Whether {@link #singly} can be told. */
  public static boolean canBeSingle() {
    return ALL > 0;
  }

  /** Whether one thread of several is set. */
  public static boolean single() {
    return ALL > 1 && Calls.getMaxThreads() == 1;
  }

  /** Runs something with one thread. */
  public static void singly(Runnable work) {
    Calls.setNumThreads(1);
    try {
      work.run();
    } finally {
      Calls.setNumThreads(ALL);
    }
  }
}
