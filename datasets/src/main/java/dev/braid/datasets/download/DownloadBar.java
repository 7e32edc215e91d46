package dev.braid.datasets.download;

import java.io.PrintStream;

/** A progress bar that is redrawn for every percent or megabyte. */
final class DownloadBar implements DownloadProgress {
  private static final int WIDTH = 30;

  private final PrintStream out;
  private String file = "";
  private long drawn;

  DownloadBar(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void advanced(String file, long done, long total) {
    long step = total > 0 ? done * 100 / total : done >> 20;
    boolean sameFile = file.equals(this.file);
    if (sameFile && step == drawn) {
      return;
    }
    this.file = file;
    drawn = step;
    StringBuilder line = new StringBuilder("\r").append(file).append(' ');
    if (total > 0) {
      int filled = (int) (done * WIDTH / total);
      line.append("━".repeat(filled)).append(" ".repeat(WIDTH - filled));
      line.append(' ').append(step).append("% of ").append(DownloadProgress.size(total));
    } else {
      line.append(DownloadProgress.size(done));
    }
    out.print(line);
    if (done == total) {
      out.println();
    }
    out.flush();
  }
}
