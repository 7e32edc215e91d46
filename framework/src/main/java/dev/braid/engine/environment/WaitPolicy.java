package dev.braid.engine.environment;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes native threads sleep while they have nothing to do.
 *
 * <p>OpenMP's and OpenBLAS' threads spin by default. On a few cores with anything else running,
 * each small operation then waits for a whole time slice: steps become a hundred times slower. Both
 * libraries read the process' environment when they are loaded, so it is set before; what the user
 * has set stays.
 */
final class WaitPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(WaitPolicy.class);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "OMP_WAIT_POLICY", "PASSIVE",
          "GOMP_SPINCOUNT", "0",
          "OPENBLAS_THREAD_TIMEOUT", "4");

  private WaitPolicy() {}

  static void passive() {
    SETTINGS.forEach(
        (name, value) -> {
          if (System.getenv(name) == null) {
            set(name, value);
          }
        });
  }

  private static void set(String name, String value) {
    try {
      if (Platform.isWindows()) {
        Function.getFunction("msvcrt", "_putenv").invokeInt(new Object[] {name + "=" + value});
      } else {
        Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 0});
      }
    } catch (LinkageError | RuntimeException failure) {
      // slower where cores are few, but nothing is wrong
      LOG.debug("{} could not be set: {}", name, failure.toString());
    }
  }
}
