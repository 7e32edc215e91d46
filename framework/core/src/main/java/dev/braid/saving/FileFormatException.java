package dev.braid.saving;

import dev.braid.config.PrintableText;
import dev.braid.config.ShortText;
import java.io.IOException;

/**
 * Says that a file is not what it should be: damaged, cut short, unsafe or of an unknown kind.
 *
 * <p>Its message names the file, what is wrong with it and what to do. Nothing of such a file is
 * used.
 */
public final class FileFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The most characters of each of the three parts of a message. */
  private static final int MOST = ShortText.MESSAGE / 4;

  private final String file;

  /**
   * Joins the three things a person needs to know.
   *
   * @param file the file's name, or the member of an archive
   * @param wrong what is wrong, as the rest of a sentence that starts with the file's name
   * @param fix what to do about it, as a sentence of its own; empty where nothing sure can be said
   */
  public FileFormatException(String file, String wrong, String fix) {
    super(
        PrintableText.of(
            '"'
                + ShortText.of(file, MOST)
                + "\" "
                + ShortText.of(wrong, MOST)
                + '.'
                + (fix.isEmpty() ? "" : " " + ShortText.of(fix, MOST))));
    this.file = file;
  }

  /** The same with the failure that led to it. */
  public FileFormatException(String file, String wrong, String fix, Throwable cause) {
    this(file, wrong, fix);
    initCause(cause);
  }

  /** A file whose bytes contradict themselves. */
  public static FileFormatException damaged(String file, String detail) {
    return new FileFormatException(
        file, "is damaged or cut short: " + detail, "Save or download it again.");
  }

  /** A damaged file, with the failure that showed it. */
  public static FileFormatException damaged(String file, String detail, Throwable cause) {
    FileFormatException problem = damaged(file, detail);
    problem.initCause(cause);
    return problem;
  }

  /** A file that is sound, as far as one can see, and uses something that Braid does not read. */
  public static FileFormatException unsupported(String file, String detail, String fix) {
    return new FileFormatException(file, "uses " + detail + ", which Braid does not read", fix);
  }

  /** The name of the file that is wrong. */
  public String file() {
    return file;
  }
}
