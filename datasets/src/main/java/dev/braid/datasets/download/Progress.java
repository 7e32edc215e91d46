package dev.braid.datasets.download;

import java.io.PrintStream;
import java.util.Locale;

/** Is told how a download gets on. */
@FunctionalInterface
public interface Progress {

  /**
   * Called at the start, often in between, and at the end.
   *
   * @param file the file's name
   * @param done how many bytes are there
   * @param total how many there will be; -1 when the server doesn't say
   */
  void advanced(String file, long done, long total);

  /** Says nothing. */
  static Progress silent() {
    return (file, done, total) -> {};
  }

  /** Draws a bar that grows on one line. */
  static Progress bar(PrintStream out) {
    return new ProgressBar(out);
  }

  /** A number of bytes as a person reads it. */
  static String size(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024);
  }
}
