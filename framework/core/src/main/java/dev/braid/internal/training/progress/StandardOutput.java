package dev.braid.internal.training.progress;

import java.nio.charset.Charset;
import java.util.function.Function;

/** Prints text on the standard output. */
public final class StandardOutput {
  private StandardOutput() {}

  /** Prints a text that is made for the character set of the output. */
  public static void print(Function<Charset, String> maker) {
    String named = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    Charset charset = named == null ? Charset.defaultCharset() : Charset.forName(named);
    System.out.print(maker.apply(charset));
    System.out.flush();
  }
}
