package dev.braid.internal.environment;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of native libraries, which read the process' environment when they are loaded.
 *
 * <p>Threads of OpenMP and OpenBLAS spin while they have nothing to do. On a few cores with
 * anything else running, each small operation then waits for a whole time slice: steps become a
 * hundred times slower. So they are told to sleep. What the user has set stays.
 */
final class NativeSettings {
  private static final Logger LOG = LoggerFactory.getLogger(NativeSettings.class);
  private static final Map<String, String> SETTINGS =
      Map.of("OMP_WAIT_POLICY", "PASSIVE", "OPENBLAS_THREAD_TIMEOUT", "4");

  private NativeSettings() {}

  static void passiveThreads() {
    SETTINGS.forEach(
        (name, value) -> {
          if (System.getenv(name) == null) {
            set(name, value);
          }
        });
  }

  /** As many threads as the JVM sees cores: OpenMP would not see the limit of a container. */
  static void threads(int cores) {
    if (System.getenv("OMP_NUM_THREADS") == null) {
      set("OMP_NUM_THREADS", Integer.toString(cores));
    }
  }

  /** Names the kernels that OpenBLAS is to take; what the user has named stays. */
  static void blasKernels(Machine machine) {
    if (machine.outgrewOpenBlas() && System.getenv("OPENBLAS_CORETYPE") == null) {
      set("OPENBLAS_CORETYPE", "SKYLAKEX");
    }
  }

  /** Asking for the function by the name of its library would run another program first. */
  private static Function setter() {
    org.bytedeco.javacpp.Pointer known = Loader.addressof("setenv");
    return known == null
        ? Function.getFunction("c", "setenv")
        : Function.getFunction(new Pointer(known.address()));
  }

  private static void set(String name, String value) {
    try {
      if (Platform.isWindows()) {
        Function.getFunction("msvcrt", "_putenv").invokeInt(new Object[] {name + "=" + value});
      } else {
        setter().invokeInt(new Object[] {name, value, 0});
      }
    } catch (LinkageError | RuntimeException failure) {
      // slower where cores are few, but nothing is wrong
      LOG.debug("{} could not be set: {}", name, failure.toString());
    }
  }
}
