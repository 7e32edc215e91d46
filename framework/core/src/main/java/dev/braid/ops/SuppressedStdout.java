package dev.braid.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Suppresses the standard output of a library that has no option for it. */
final class SuppressedStdout {
  private SuppressedStdout() {}

  /** Runs an action whose output in this thread is discarded; other threads print as usual. */
  static synchronized void during(Runnable action) {
    PrintStream before = System.out;
    PrintStream sieve =
        new PrintStream(
            new ThreadFilter(before, Thread.currentThread()), true, Charset.defaultCharset());
    System.setOut(sieve);
    try {
      action.run();
    } finally {
      if (System.out == sieve) {
        System.setOut(before);
      }
    }
  }

  private static final class ThreadFilter extends OutputStream {
    private final PrintStream out;
    private final Thread dropped;

    ThreadFilter(PrintStream out, Thread dropped) {
      this.out = out;
      this.dropped = dropped;
    }

    @Override
    public void write(int one) {
      if (Thread.currentThread() != dropped) {
        out.write(one);
      }
    }

    @Override
    public void write(byte[] many, int from, int count) throws IOException {
      if (Thread.currentThread() != dropped) {
        out.write(many, from, count);
      }
    }

    @Override
    public void flush() {
      out.flush();
    }
  }
}
