package dev.braid;

import dev.braid.internal.training.TrainingResult;

/** Makes histories for tests of training loops. */
public final class Histories {
  private Histories() {}

  public static History of(TrainingResult result) {
    return History.of(result.epochs(), result.names());
  }
}
