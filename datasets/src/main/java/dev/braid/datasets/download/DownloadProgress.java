package dev.braid.datasets.download;

import java.io.PrintStream;
import java.util.Locale;

/** A listener of download progress. */
@FunctionalInterface
public interface DownloadProgress {

  /**
   * Called at the start, often in between, and at the end.
   *
   * @param file the file's name
   * @param done the number of received bytes
   * @param total the total number of bytes; -1 if unknown
   */
  void advanced(String file, long done, long total);

  /** A listener that does nothing. */
  static DownloadProgress silent() {
    return (file, done, total) -> {};
  }

  /** A listener that draws a progress bar on one line. */
  static DownloadProgress bar(PrintStream out) {
    return new DownloadBar(out);
  }

  /** Formats a number of bytes. */
  static String size(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024);
  }
}
