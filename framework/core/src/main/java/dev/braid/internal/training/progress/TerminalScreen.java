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
  private static final int WIDTH = queryWidth();

  private TerminalScreen() {}

  /** Returns the number of columns, or the default if it is unknown. */
  static int width() {
    return WIDTH;
  }

  /** Returns the character set of the standard output. */
  static Charset charset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  private static int queryWidth() {
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroy();
        return Terminal.DEFAULT_WIDTH;
      }
      String size = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return columns(size);
    } catch (IOException e) {
      return Terminal.DEFAULT_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Terminal.DEFAULT_WIDTH;
    }
  }

  /** Returns the columns from rows and columns, such as {@code 24 80}. */
  static int columns(String size) {
    Matcher sizes = SIZES.matcher(size.strip());
    return sizes.matches() ? Integer.parseInt(sizes.group(1)) : Terminal.DEFAULT_WIDTH;
  }
}
