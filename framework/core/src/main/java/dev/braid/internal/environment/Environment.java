package dev.braid.internal.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Checks the machine, starts ND4J once, and describes both. */
public final class Environment {
  private static final Properties VERSIONS = versions();
  private static final Machine MACHINE = new ThisMachine();
  private static volatile @Nullable Backend backend;

  private Environment() {}

  /**
   * Makes sure that ND4J is loaded; must be called before the first use of ND4J.
   *
   * @throws EnvironmentException on every call if this machine or class path can't run it
   */
  public static void start() {
    backend();
  }

  private static Backend backend() {
    Backend found = backend;
    return found == null ? startOnce() : found;
  }

  /** Returns whether arrays are in memory that this process can read and write directly. */
  public static boolean cpu() {
    return backend().name().equals("CpuBackend");
  }

  /** Returns a block of text: versions, CPU, backend, oneDNN, threads, memory limits, kernels. */
  public static String describe() {
    String found = Description.of(MACHINE, backend(), version("braid"), version("nd4j"));
    return found + "\nKernels   " + ExecutionPolicy.fromSystemProperties().describe();
  }

  /** Returns the version of this library. */
  public static String version() {
    return version("braid");
  }

  private static synchronized Backend startOnce() {
    if (backend != null) {
      return backend;
    }
    Thread logging = startThread(LoggerFactory::getILoggerFactory);
    // before any use of JavaCPP, which unpacks its own library when it is first touched
    NativeCache.prepare();
    new MachineCheck(MACHINE, version("nd4j")).run();
    join(logging);
    // silences a dozen start-up lines with any logging library, unless the user has set it
    System.getProperties().putIfAbsent("org.nd4j.log.initialization", "false");
    NativeCache.prepare();
    NativeSettings.setPassiveThreads();
    NativeSettings.setThreads(MACHINE.cores());
    NativeSettings.setBlasKernels(MACHINE);
    if (ExecutionPolicy.fromSystemProperties().fastKernels()) {
      startThread(OneDnn::available);
    }
    backend = Backend.load(MACHINE);
    return backend;
  }

  /** Starts a thread that loads something that is needed soon. */
  private static Thread startThread(Runnable loading) {
    Thread thread = new Thread(loading, "braid-start");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      // the thread continues its work
      Thread.currentThread().interrupt();
    }
  }

  private static String version(String name) {
    return VERSIONS.getProperty(name);
  }

  private static Properties versions() {
    try (InputStream in = Environment.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
