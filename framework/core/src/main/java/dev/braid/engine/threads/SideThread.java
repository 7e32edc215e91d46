package dev.braid.engine.threads;

/** A thread that works beside those that train: it shares nothing out, for the cores are taken. */
public final class SideThread extends Thread {
  public SideThread(Runnable work, String name) {
    super(work, name);
    setDaemon(true);
  }
}
