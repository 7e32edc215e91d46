package dev.braid.training;

import dev.braid.internal.text.PrintableText;

/** Reports which part of a run failed, and in which epoch and batch; its cause says why. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainingException(String message, Throwable cause) {
    super(PrintableText.of(message), cause);
  }
}
