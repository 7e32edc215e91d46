package dev.braid.models.series;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Foresees the next values of a series from the last ones. */
public final class GruForecaster {
  private GruForecaster() {}

  /** The usual size. */
  public static Model of(long steps, long features, long horizon) {
    return of(steps, features, horizon, 64);
  }

  /**
   * From {@code past} to {@code future}.
   *
   * @param steps how far it looks back
   * @param features numbers in each step
   * @param horizon how many values it foresees
   * @param units of the two GRUs
   */
  public static Model of(long steps, long features, long horizon, long units) {
    Tensor past = input("past", steps, features);
    Tensor future =
        past.then(gru(units).returnSequences())
            .then(gru(units))
            .then(dense(horizon).name("future"));
    return Model.inputs(past).outputs(future).name("gru_forecaster");
  }
}
