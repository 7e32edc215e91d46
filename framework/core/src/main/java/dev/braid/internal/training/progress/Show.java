package dev.braid.internal.training.progress;

import java.nio.charset.Charset;
import java.util.function.Function;

/** Shows text that a program asked for on the standard output. */
public final class Show {
  private Show() {}

  /** Prints what is made for the character set that the output shows. */
  public static void text(Function<Charset, String> maker) {
    String named = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    Charset charset = named == null ? Charset.defaultCharset() : Charset.forName(named);
    System.out.print(maker.apply(charset));
    System.out.flush();
  }
}
