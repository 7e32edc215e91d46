package dev.braid.layers;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The withers that all layers share, typed so that they chain.
 *
 * @param <L> the layer's own class
 */
public abstract class BaseLayer<L extends BaseLayer<L>> extends Layer {
  @Override
  public final String name() {
    return super.name();
  }

  @Override
  public final L name(String name) {
    if (name == null || name.isBlank() || name.contains("/")) {
      throw optionRefusal("name", "a text without \"/\"", name == null ? "null" : '"' + name + '"');
    }
    return self(copy(name, trainable()));
  }

  /** Freezes the layer from the start, or not. */
  public final L trainable(boolean on) {
    return self(copy(name(), on));
  }

  /** A copy with one option changed; it keeps the name but has weights of its own. */
  protected final L with(Consumer<L> change) {
    L copy = self(copy(name(), trainable()));
    change.accept(copy);
    return copy;
  }

  @SuppressWarnings("unchecked")
  private L self(Layer copy) {
    return (L) copy;
  }

  /** The shapes of values, as shape rules take them. */
  protected static List<Spec> specs(List<Value> values) {
    return values.stream()
        .map(value -> Spec.of(Arrays.copyOfRange(value.shape(), 1, value.rank())))
        .toList();
  }

  // ---- checks that many layers make

  protected final Spec only(List<Spec> inputs) {
    if (inputs.size() != 1) {
      throw refusal(inputs, "one input", "");
    }
    return inputs.get(0);
  }

  /** The only input, which must have this many axes (the batch axis not counted). */
  protected final Spec only(List<Spec> inputs, int rank, String meaning) {
    Spec input = only(inputs);
    if (input.rank() != rank) {
      throw refusal(inputs, rank + 1 + " axes " + meaning, rankAdvice(input, rank));
    }
    return input;
  }

  /** What may have gone wrong with an input that should have had this many axes. */
  protected static String rankAdvice(Spec input, int rank) {
    return rank < 2 || rank > 4 ? "" : SpatialAxes.advice(input, rank - 1);
  }

  /** The last size, which weights depend on and so must be known. */
  protected final long features(List<Spec> inputs) {
    Spec input = only(inputs);
    if (input.rank() == 0) {
      throw refusal(inputs, "at least one axis beside the batch axis", "");
    }
    if (input.last() < 0) {
      throw refusal(inputs, "a last axis of known size, since weights depend on it", "");
    }
    return input.last();
  }

  protected final void positive(String option, long value) {
    if (value <= 0) {
      throw optionRefusal(option, "a number above 0", value);
    }
  }

  protected final void share(String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw optionRefusal(option, "a share in [0, 1)", value);
    }
  }

  /** A fraction as files hold it: Keras also drops everything. */
  protected final void fractionOfFile(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw optionRefusal(option, "a fraction from 0 to 1", value);
    }
  }

  protected final void notNegative(String option, double value) {
    if (!(value >= 0)) {
      throw optionRefusal(option, "a number from 0", value);
    }
  }

  /** Several problems of one layer at once. */
  protected final StructureException refusals(List<Problem> problems) {
    return new StructureException(label() + " does not fit", problems);
  }
}
