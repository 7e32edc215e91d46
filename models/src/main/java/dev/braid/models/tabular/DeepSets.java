package dev.braid.models.tabular;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** A model of sets of rows, independent of their order (Zaheer et al., 2017). */
public final class DeepSets {
  private DeepSets() {}

  /** Builds the model with default sizes. */
  public static Model of(long features) {
    return of(features, 64);
  }

  /**
   * Builds the model from {@code set} to {@code value}; the sets may differ in size, rows of zeros
   * are padding.
   *
   * @param features the number of values in each row
   * @param units of the hidden layers
   */
  public static Model of(long features, long units) {
    Tensor set = input("set", ANY, features);
    Tensor value =
        set.then(masking(0))
            .then(dense(units, RELU))
            .then(dense(units, RELU))
            .then(globalAveragePooling1d())
            .then(dense(units, RELU))
            .then(dense(1).name("value"));
    return Model.inputs(set).outputs(value).name("deep_sets");
  }
}
