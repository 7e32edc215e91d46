package dev.braid.internal.training.progress;

import java.nio.charset.Charset;
import java.util.function.Function;

/** Prints text on the standard output. */
public final class StandardOutput {
  private StandardOutput() {}

  /** Prints a text that is created for the character set of the output. */
  public static void print(Function<Charset, String> factory) {
    String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    Charset charset = name == null ? Charset.defaultCharset() : Charset.forName(name);
    System.out.print(factory.apply(charset));
    System.out.flush();
  }
}
