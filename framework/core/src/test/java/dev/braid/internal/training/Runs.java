package dev.braid.internal.training;

import dev.braid.Callback;
import dev.braid.Fit;
import dev.braid.Histories;
import dev.braid.History;
import dev.braid.Verbosity;

/** Short ways to the runs that tests make. */
public final class Runs {
  private Runs() {}

  public static Fit quiet(int epochs, Callback... callbacks) {
    return Fit.forEpochs(epochs).verbose(Verbosity.SILENT).callbacks(callbacks);
  }

  /** Trains on 10 rows in batches of 4, validating on the same. */
  public static History fit(LinearModel model, Fit fit) {
    RepeatedBatches data = RepeatedBatches.of(LinearBatch.batches(10, 4, model.outputs().size()));
    return Histories.of(new TrainingLoops<>(model).fit(RepeatedBatches.validated(data), fit));
  }

  /** Trains without validation. */
  public static History fitAlone(LinearModel model, Fit fit) {
    RepeatedBatches data = RepeatedBatches.of(LinearBatch.batches(10, 4, model.outputs().size()));
    return Histories.of(new TrainingLoops<>(model).fit(RepeatedBatches.alone(data), fit));
  }
}
