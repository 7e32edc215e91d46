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
  public static History fit(LinearTrainee trainee, Fit fit) {
    Loaded data = Loaded.of(Rows.batches(10, 4, trainee.outputs().size()));
    return Histories.of(new Training<>(trainee).fit(Loaded.validated(data), fit));
  }

  /** Trains without validation. */
  public static History fitAlone(LinearTrainee trainee, Fit fit) {
    Loaded data = Loaded.of(Rows.batches(10, 4, trainee.outputs().size()));
    return Histories.of(new Training<>(trainee).fit(Loaded.alone(data), fit));
  }
}
