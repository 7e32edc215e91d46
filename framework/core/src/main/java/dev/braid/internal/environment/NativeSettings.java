package dev.braid.internal.environment;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets environment variables that native libraries read when they are loaded.
 *
 * <p>Threads of OpenMP and OpenBLAS spin while they are idle. If other programs use the few cores
 * of a machine, each small operation then waits for a whole time slice, and steps become a hundred
 * times slower. These settings make idle threads sleep. Variables that the user has set are kept.
 */
final class NativeSettings {
  private static final Logger LOG = LoggerFactory.getLogger(NativeSettings.class);
  private static final Map<String, String> SETTINGS =
      Map.of("OMP_WAIT_POLICY", "PASSIVE", "OPENBLAS_THREAD_TIMEOUT", "4");

  private NativeSettings() {}

  static void setPassiveThreads() {
    SETTINGS.forEach(
        (name, value) -> {
          if (System.getenv(name) == null) {
            set(name, value);
          }
        });
  }

  /** Sets the number of threads to the JVM's cores: OpenMP ignores the limit of a container. */
  static void setThreads(int cores) {
    if (System.getenv("OMP_NUM_THREADS") == null) {
      set("OMP_NUM_THREADS", Integer.toString(cores));
    }
  }

  /** Sets the kernels that OpenBLAS uses, unless the user has set them. */
  static void setBlasKernels(Machine machine) {
    if (machine.isNewerThanOpenBlas() && System.getenv("OPENBLAS_CORETYPE") == null) {
      set("OPENBLAS_CORETYPE", "SKYLAKEX");
    }
  }

  /** Finds the function by address: JNA's lookup by library name would start another program. */
  private static Function setter() {
    org.bytedeco.javacpp.Pointer address = Loader.addressof("setenv");
    return address == null
        ? Function.getFunction("c", "setenv")
        : Function.getFunction(new Pointer(address.address()));
  }

  private static void set(String name, String value) {
    try {
      if (Platform.isWindows()) {
        Function.getFunction("msvcrt", "_putenv").invokeInt(new Object[] {name + "=" + value});
      } else {
        setter().invokeInt(new Object[] {name, value, 0});
      }
    } catch (LinkageError | RuntimeException failure) {
      // only slower on few cores
      LOG.debug("{} could not be set: {}", name, failure.toString());
    }
  }
}
