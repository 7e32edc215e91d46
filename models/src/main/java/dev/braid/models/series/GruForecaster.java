package dev.braid.models.series;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Forecasts the next values of a series from the previous ones. */
public final class GruForecaster {
  private GruForecaster() {}

  /** Builds the model with default sizes. */
  public static Model of(long steps, long features, long horizon) {
    return of(steps, features, horizon, 64);
  }

  /**
   * Builds the model from {@code past} to {@code future}.
   *
   * @param steps the number of past steps
   * @param features the number of values in each step
   * @param horizon the number of forecast values
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
