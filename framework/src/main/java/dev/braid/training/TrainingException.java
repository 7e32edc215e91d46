package dev.braid.training;

/** Says which part of a run failed, and in which epoch and batch; its cause says why. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
