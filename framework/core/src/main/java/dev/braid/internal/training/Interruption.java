package dev.braid.internal.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end cleanly when the program is told to go, by Ctrl-C or otherwise.
 *
 * <p>While a run is under way a shutdown hook asks it to stop and waits, not for ever, until it has
 * closed its files. An interrupt of the run's thread asks the same.
 */
final class Interruption implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final Thread runner = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::ask, "braid-shutdown");
  private volatile boolean asked;
  private boolean interrupted;

  private Interruption() {}

  static Interruption watch() {
    Interruption interruption = new Interruption();
    try {
      Runtime.getRuntime().addShutdownHook(interruption.hook);
    } catch (IllegalStateException alreadyGoing) {
      interruption.asked = true;
    }
    return interruption;
  }

  /** Whether the run should end; takes an interrupt away, so that files can be closed in peace. */
  boolean asked() {
    if (Thread.interrupted()) {
      interrupted = true;
    }
    return asked || interrupted;
  }

  private void ask() {
    asked = true;
    try {
      // A run that called System.exit itself waits for this hook: waiting for it would lock both.
      if (!exits(runner) && !ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean exits(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().equals("java.lang.Runtime")
          && frame.getMethodName().equals("exit")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    ended.countDown();
    if (interrupted) {
      runner.interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException going) {
      // The program is ending: the hook has been let go by the latch.
      asked = true;
    }
  }
}
