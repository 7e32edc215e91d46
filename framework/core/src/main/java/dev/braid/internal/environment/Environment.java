package dev.braid.internal.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Starts ND4J once, on a machine that was looked at first, and tells what it found. */
public final class Environment {
  private static final Properties VERSIONS = versions();
  private static final Machine MACHINE = new ThisMachine();
  private static volatile @Nullable Backend backend;

  private Environment() {}

  /**
   * Makes sure that ND4J is loaded; whoever touches ND4J first calls this before.
   *
   * @throws EnvironmentException if this machine or class path can't run it, each time it is called
   */
  public static void start() {
    started();
  }

  private static Backend started() {
    Backend found = backend;
    return found == null ? startOnce() : found;
  }

  /** Whether arrays lie in memory that this process reads and writes itself. */
  public static boolean cpu() {
    return started().name().equals("CpuBackend");
  }

  /** A block of text: versions, CPU, backend, oneDNN, threads, memory limits and kernels. */
  public static String describe() {
    String found = Description.of(MACHINE, started(), version("braid"), version("nd4j"));
    return found + "\nKernels   " + ExecutionPolicy.fromSystemProperties().describe();
  }

  /** The version of this library. */
  public static String version() {
    return version("braid");
  }

  private static synchronized Backend startOnce() {
    if (backend != null) {
      return backend;
    }
    Thread logging = beside(LoggerFactory::getILoggerFactory);
    // before anything of JavaCPP is touched, which unpacks its own library at once
    NativeCache.prepare();
    new MachineCheck(MACHINE, version("nd4j")).run();
    join(logging);
    // Silences a dozen start-up lines whatever logging the program has; a user's own choice stays.
    System.getProperties().putIfAbsent("org.nd4j.log.initialization", "false");
    NativeCache.prepare();
    NativeSettings.passiveThreads();
    NativeSettings.threads(MACHINE.cores());
    NativeSettings.blasKernels(MACHINE);
    if (ExecutionPolicy.fromSystemProperties().fastKernels()) {
      beside(OneDnn::available);
    }
    backend = Backend.load(MACHINE);
    return backend;
  }

  /** What is needed soon is loaded by a thread of its own. */
  private static Thread beside(Runnable loading) {
    Thread thread = new Thread(loading, "braid-start");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException wanted) {
      // what it was doing continues
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
