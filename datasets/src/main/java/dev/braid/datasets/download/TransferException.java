package dev.braid.datasets.download;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown if an address does not deliver a file. */
final class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean last;

  private TransferException(String message, boolean last, @Nullable Throwable cause) {
    super(message, cause);
    this.last = last;
  }

  /** A failure for which a retry is useless. */
  static TransferException refused(String message) {
    return new TransferException(message, true, null);
  }

  /** A failure after which the rest can be requested. */
  static TransferException interrupted(String message, @Nullable Throwable cause) {
    return new TransferException(message, false, cause);
  }

  boolean isFinal() {
    return last;
  }
}
