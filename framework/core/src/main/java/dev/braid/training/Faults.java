package dev.braid.training;

import dev.braid.Callback;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.data.UnreadableBatch;
import java.util.function.Supplier;

/** Words for what may go wrong between two batches. */
public final class Faults {
  private Faults() {}

  /** Calls the user's data and says which batch it failed to give. */
  static <T> T ofData(Supplier<T> call, String where, int batch) {
    try {
      return call.get();
    } catch (StructureException told) {
      throw told;
    } catch (RuntimeException e) {
      Throwable cause = e instanceof UnreadableBatch ? e.getCause() : e;
      throw new TrainingException(
          where + " failed to give batch " + (batch + 1) + ": " + CallbackChain.reason(cause),
          cause);
    }
  }

  /** Closes what the data has open, in words of the run where that fails. */
  static void closing(AutoCloseable open) {
    try {
      open.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new TrainingException("The data could not be closed: " + CallbackChain.reason(e), e);
    }
  }

  /** The problem of a step that met a number that is not finite. */
  public static Problem notFinite(StepResult result) {
    return notFinite(result, "");
  }

  /** The problem of a loss that is no number, with the place in the run. */
  static Problem notFinite(StepResult result, Callback.Context context, int batch) {
    return notFinite(result, " in epoch " + (context.epoch() + 1) + ", batch " + (batch + 1));
  }

  private static Problem notFinite(StepResult result, String where) {
    NotFinite found =
        result.notFinite().orElseGet(() -> new NotFinite("loss", result.loss(), "", ""));
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
