package dev.braid.internal.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run cleanly when the program is terminated, by Ctrl-C or otherwise.
 *
 * <p>During a run, a shutdown hook requests it to stop and waits for a limited time until it has
 * closed its files. An interrupt of the run's thread has the same effect.
 */
final class Interruption implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 20;

  private final Thread runThread = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::request, "braid-shutdown");
  private volatile boolean requested;
  private boolean interrupted;

  private Interruption() {}

  static Interruption watch() {
    Interruption interruption = new Interruption();
    try {
      Runtime.getRuntime().addShutdownHook(interruption.hook);
    } catch (IllegalStateException e) {
      interruption.requested = true;
    }
    return interruption;
  }

  /** Returns whether the run should end; clears an interrupt, so that files can be closed. */
  boolean requested() {
    if (Thread.interrupted()) {
      interrupted = true;
    }
    return requested || interrupted;
  }

  private void request() {
    requested = true;
    try {
      // a run that called System.exit waits for this hook, so waiting for it would be a deadlock
      if (!exits(runThread) && !ended.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
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
      runThread.interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the program is already ending, and the latch has released the hook
      requested = true;
    }
  }
}
