package dev.braid.internal.training.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal of the standard output. */
final class TerminalScreen {
  private static final int TIMEOUT_MILLIS = 500;
  private static final Pattern SIZES = Pattern.compile("\\d+ ([1-9]\\d{0,4})");
  private static final int WIDTH = ask();

  private TerminalScreen() {}

  /** The number of columns, or the usual number where it is unknown. */
  static int width() {
    return WIDTH;
  }

  /** The character set of the standard output. */
  static Charset charset() {
    String named = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    return named == null ? Charset.defaultCharset() : Charset.forName(named);
  }

  private static int ask() {
    try {
      Process size =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!size.waitFor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
        size.destroy();
        return Terminal.USUAL_WIDTH;
      }
      String told = new String(size.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return columns(told);
    } catch (IOException noSuchCommand) {
      return Terminal.USUAL_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Terminal.USUAL_WIDTH;
    }
  }

  /** Reads {@code 24 80}: rows and columns. */
  static int columns(String told) {
    Matcher sizes = SIZES.matcher(told.strip());
    return sizes.matches() ? Integer.parseInt(sizes.group(1)) : Terminal.USUAL_WIDTH;
  }
}
