package dev.braid.training;

import dev.braid.Callback;
import dev.braid.History;
import dev.braid.Verbosity;
import java.util.List;
import java.util.Map;

/** Short ways to the runs that tests make. */
public final class Runs {
  private Runs() {}

  public static Plan quiet(int epochs, Callback... callbacks) {
    return Plan.epochs(epochs).verbosity(Verbosity.SILENT).callbacks(List.of(callbacks));
  }

  /** Trains on 10 rows in batches of 4, validating on the same. */
  public static History fit(LinearTrainee trainee, Plan plan) {
    Supply<Rows> data = Supply.of(Rows.batches(10, 4, trainee.outputs().size()));
    return new Training<>(trainee).fit(data, Map.of("val", data), plan);
  }

  /** Trains without validation. */
  public static History fitAlone(LinearTrainee trainee, Plan plan) {
    Supply<Rows> data = Supply.of(Rows.batches(10, 4, trainee.outputs().size()));
    return new Training<>(trainee).fit(data, Map.of(), plan);
  }
}
