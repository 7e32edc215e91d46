package dev.braid.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Drops what a library prints on standard output where it has no switch for that. */
final class Hush {
  private Hush() {}

  /** Runs something; what it prints in this thread is dropped, other threads print as before. */
  static synchronized void during(Runnable noisy) {
    PrintStream before = System.out;
    PrintStream sieve =
        new PrintStream(new Sieve(before, Thread.currentThread()), true, Charset.defaultCharset());
    System.setOut(sieve);
    try {
      noisy.run();
    } finally {
      if (System.out == sieve) {
        System.setOut(before);
      }
    }
  }

  private static final class Sieve extends OutputStream {
    private final PrintStream out;
    private final Thread dropped;

    Sieve(PrintStream out, Thread dropped) {
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
