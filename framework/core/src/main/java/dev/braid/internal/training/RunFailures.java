package dev.braid.internal.training;

import dev.braid.Callback;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.BatchReadException;
import dev.braid.training.TrainingException;

/** Describes failures of data and steps. */
public final class RunFailures {
  private RunFailures() {}

  /**
   * Returns the exception for a failure of the user's data.
   *
   * @param where the description of the data
   * @param batch the index of the batch that could not be read
   */
  static RuntimeException ofData(RuntimeException failure, String where, int batch) {
    if (failure instanceof StructureException) {
      return failure;
    }
    Throwable cause = failure instanceof BatchReadException ? failure.getCause() : failure;
    return new TrainingException(
        where + " failed to give batch " + (batch + 1) + ": " + CallbackList.reason(cause), cause);
  }

  /** Returns the problem of a step with a non-finite value. */
  public static Problem notFinite(StepResult result) {
    return notFinite(result, "");
  }

  /** Returns the problem of a step with a non-finite value, including its epoch and batch. */
  static Problem notFinite(StepResult result, Callback.Context context, int batch) {
    return notFinite(result, " in epoch " + (context.epoch() + 1) + ", batch " + (batch + 1));
  }

  private static Problem notFinite(StepResult result, String where) {
    NonFiniteValue value =
        result.notFinite().orElseGet(() -> new NonFiniteValue("loss", result.loss(), "", ""));
    StringBuilder text = new StringBuilder("the ").append(value.what()).append(" became ");
    text.append(value.value()).append(where);
    if (!value.layer().isEmpty()) {
      text.append("; the first layer whose values are not finite is \"");
      text.append(value.layer()).append('"');
    }
    if (result.notFinite().isPresent()) {
      text.append(". This update was not applied: the weights are those before it");
    }
    return Problem.of("not-finite-loss", value.output(), text.toString())
        .fix("Try a smaller learning rate, clipNorm(1.0), or look for extreme values in the data.");
  }

  static boolean isFinite(StepResult result) {
    return result.notFinite().isEmpty() && Double.isFinite(result.loss());
  }
}
