package dev.braid.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Records operations in execution order and runs them backward to compute gradients. */
public final class Tape {
  private record Step(
      ArrayValue result, List<Value> inputs, Function<INDArray, @Nullable INDArray[]> backward) {}

  private final List<Step> steps = new ArrayList<>();

  /** A value whose gradient is computed. */
  public Value variable(INDArray array) {
    return new ArrayValue(array, this);
  }

  Value record(
      INDArray result, List<Value> inputs, Function<INDArray, @Nullable INDArray[]> backward) {
    ArrayValue value = new ArrayValue(result, this);
    steps.add(new Step(value, inputs, backward));
    return value;
  }

  /**
   * Runs backward from the seeded values; afterwards {@link Value#gradient()} of every variable is
   * set.
   *
   * <p>A tape can run backward only once; it releases its steps on the way to free memory early.
   */
  public void backward() {
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.set(i, null);
      INDArray gradient = step.result().takeGradient();
      if (gradient == null) {
        continue;
      }
      @Nullable INDArray[] parts = step.backward().apply(gradient);
      for (int k = 0; k < parts.length; k++) {
        Value input = step.inputs().get(k);
        if (parts[k] != null && input.tracked()) {
          input.addGradient(parts[k]);
        }
      }
    }
    steps.clear();
  }
}
