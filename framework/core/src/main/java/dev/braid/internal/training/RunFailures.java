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
   * The exception for a failure of the user's data.
   *
   * @param where the data in words
   * @param batch the number of the batch that the data failed to give, from 0
   */
  static RuntimeException ofData(RuntimeException failure, String where, int batch) {
    if (failure instanceof StructureException) {
      return failure;
    }
    Throwable cause = failure instanceof BatchReadException ? failure.getCause() : failure;
    return new TrainingException(
        where + " failed to give batch " + (batch + 1) + ": " + CallbackList.reason(cause), cause);
  }

  /** The problem of a step with a value that is not finite. */
  public static Problem notFinite(StepResult result) {
    return notFinite(result, "");
  }

  /** The problem of a step with a value that is not finite, with its epoch and batch. */
  static Problem notFinite(StepResult result, Callback.Context context, int batch) {
    return notFinite(result, " in epoch " + (context.epoch() + 1) + ", batch " + (batch + 1));
  }

  private static Problem notFinite(StepResult result, String where) {
    NonFiniteValue found =
        result.notFinite().orElseGet(() -> new NonFiniteValue("loss", result.loss(), "", ""));
    StringBuilder told = new StringBuilder("the ").append(found.what()).append(" became ");
    told.append(found.value()).append(where);
    if (!found.layer().isEmpty()) {
      told.append("; the first layer whose values are not finite is \"");
      told.append(found.layer()).append('"');
    }
    if (result.notFinite().isPresent()) {
      told.append(". This update was not applied: the weights are those before it");
    }
    return Problem.of("not-finite-loss", found.output(), told.toString())
        .fix("Try a smaller learning rate, clipNorm(1.0), or look for extreme values in the data.");
  }

  static boolean isFinite(StepResult result) {
    return result.notFinite().isEmpty() && Double.isFinite(result.loss());
  }
}
