package dev.braid.internal.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run cleanly when the program is asked to end, by Ctrl-C or otherwise.
 *
 * <p>During a run, a shutdown hook asks it to stop and waits for a limited time until it has closed
 * its files. An interrupt of the run's thread has the same effect.
 */
final class Interruption implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 20;

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

  /** Whether the run should end; clears an interrupt, so that files can be closed. */
  boolean asked() {
    if (Thread.interrupted()) {
      interrupted = true;
    }
    return asked || interrupted;
  }

  private void ask() {
    asked = true;
    try {
      // a run that called System.exit itself waits for this hook: waiting for it would be a
      // deadlock
      if (!exits(runner) && !ended.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
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
      // the program is ending, and the latch has released the hook
      asked = true;
    }
  }
}
