package dev.braid.saving;

import dev.braid.internal.text.PrintableText;
import dev.braid.internal.text.ShortText;
import java.io.IOException;

/**
 * Thrown for a file that is damaged, truncated, unsafe or of an unknown format.
 *
 * <p>The message names the file, what is wrong with it and how to fix it. No content of such a file
 * is used.
 */
public final class FileFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The maximum number of characters of each of the three elements of a message. */
  private static final int MOST = ShortText.MESSAGE / 4;

  private final String file;

  /**
   * Creates an exception whose message joins the three arguments.
   *
   * @param file the file's name, or the member of an archive
   * @param wrong what is wrong, as the rest of a sentence that starts with the file's name
   * @param fix how to fix it, as a complete sentence; empty if unknown
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

  /** Creates an exception with a cause. */
  public FileFormatException(String file, String wrong, String fix, Throwable cause) {
    this(file, wrong, fix);
    initCause(cause);
  }

  /** Returns an exception for a file whose bytes are inconsistent. */
  public static FileFormatException damaged(String file, String detail) {
    return new FileFormatException(
        file, "is damaged or truncated: " + detail, "Save or download it again.");
  }

  /** Returns an exception for a damaged file, with the failure that revealed it. */
  public static FileFormatException damaged(String file, String detail, Throwable cause) {
    FileFormatException problem = damaged(file, detail);
    problem.initCause(cause);
    return problem;
  }

  /** Returns an exception for a valid file that uses a feature which Braid does not support. */
  public static FileFormatException unsupported(String file, String detail, String fix) {
    return new FileFormatException(file, "uses " + detail + ", which Braid does not support", fix);
  }

  /** Returns the name of the file. */
  public String file() {
    return file;
  }
}
