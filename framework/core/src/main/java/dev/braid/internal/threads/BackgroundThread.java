package dev.braid.internal.threads;

/** A thread beside the training threads; its loops are not divided, since the cores are in use. */
public final class BackgroundThread extends Thread {
  public BackgroundThread(Runnable work, String name) {
    super(work, name);
    setDaemon(true);
  }
}
