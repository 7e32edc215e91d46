package dev.braid.internal.threads;

/** A thread beside those that train; its loops run in itself alone, for the cores are in use. */
public final class BackgroundThread extends Thread {
  public BackgroundThread(Runnable work, String name) {
    super(work, name);
    setDaemon(true);
  }
}
