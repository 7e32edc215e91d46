package dev.braid.training.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The screen behind a terminal, asked for its width once. */
final class Screen {
  private static final int PATIENCE_MILLIS = 500;
  private static final int WIDTH = ask();

  private Screen() {}

  /** Columns, or the usual number where the system does not tell. */
  static int width() {
    return WIDTH;
  }

  private static int ask() {
    try {
      Process size =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!size.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
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
    String[] sizes = told.strip().split(" ");
    if (sizes.length != 2 || !sizes[1].matches("[1-9]\\d{0,4}")) {
      return Terminal.USUAL_WIDTH;
    }
    return Integer.parseInt(sizes[1]);
  }
}
