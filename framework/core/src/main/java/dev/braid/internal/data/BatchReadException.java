package dev.braid.internal.data;

/** Reports a batch that the user's data failed to give; the cause says why. */
public final class BatchReadException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** A batch by its number, from 1. */
  public BatchReadException(int number, Throwable cause) {
    super("batch " + number + " could not be read: " + cause, cause);
  }
}
