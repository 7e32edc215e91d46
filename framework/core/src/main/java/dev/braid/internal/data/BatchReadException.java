package dev.braid.internal.data;

/** Reports a batch of the user's data that could not be read; the cause says why. */
public final class BatchReadException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception for a batch by its number, from 1. */
  public BatchReadException(int number, Throwable cause) {
    super("batch " + number + " could not be read: " + cause, cause);
  }
}
