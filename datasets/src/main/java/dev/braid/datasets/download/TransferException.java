package dev.braid.datasets.download;

import java.io.IOException;

/** Says why an address did not deliver a file. */
final class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean last;

  private TransferException(String message, boolean last, Throwable cause) {
    super(message, cause);
    this.last = last;
  }

  /** It makes no sense to ask again. */
  static TransferException refused(String message) {
    return new TransferException(message, true, null);
  }

  /** The rest may come if it is asked for. */
  static TransferException brokeOff(String message, Throwable cause) {
    return new TransferException(message, false, cause);
  }

  boolean isFinal() {
    return last;
  }
}
