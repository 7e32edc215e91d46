package dev.braid.layers;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The copy methods that all layers share, typed so that calls chain.
 *
 * @param <L> the layer's class
 */
public abstract class BaseLayer<L extends BaseLayer<L>> extends Layer {
  @Override
  public final @Nullable String name() {
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

  /** A copy with one option changed; it keeps the name but has separate weights. */
  protected final L with(Consumer<L> change) {
    L copy = self(copy(name(), trainable()));
    change.accept(copy);
    return copy;
  }

  @SuppressWarnings("unchecked")
  private L self(Layer copy) {
    return (L) copy;
  }

  /** The shapes of values as specs. */
  protected static List<Spec> specs(List<Value> values) {
    return values.stream()
        .map(value -> Spec.of(Arrays.copyOfRange(value.shape(), 1, value.rank())))
        .toList();
  }

  // ---- checks of inputs and options

  protected final Spec only(List<Spec> inputs) {
    if (inputs.size() != 1) {
      throw refusal(inputs, "one input", "");
    }
    return inputs.get(0);
  }

  /** The only input, which must have a given number of axes (without the batch axis). */
  protected final Spec only(List<Spec> inputs, int rank, String meaning) {
    Spec input = only(inputs);
    if (input.rank() != rank) {
      throw refusal(inputs, rank + 1 + " axes " + meaning, rankAdvice(input, rank));
    }
    return input;
  }

  /** Suggests a fix for an input that should have a given number of axes. */
  protected static String rankAdvice(Spec input, int rank) {
    return rank < 2 || rank > 4 ? "" : SpatialAxes.advice(input, rank - 1);
  }

  /** The last size, which must be known since weights depend on it. */
  protected final long features(List<Spec> inputs) {
    Spec input = only(inputs);
    if (input.rank() == 0) {
      throw refusal(inputs, "at least one axis besides the batch axis", "");
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

  protected final void fraction(String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw optionRefusal(option, "a fraction in [0, 1)", value);
    }
  }

  /** Checks a fraction that comes from a file: Keras also allows 1, which drops everything. */
  protected final void fractionOrAll(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw optionRefusal(option, "a fraction from 0 to 1", value);
    }
  }

  protected final void notNegative(String option, double value) {
    if (!(value >= 0)) {
      throw optionRefusal(option, "a number of at least 0", value);
    }
  }

  /** Several problems of one layer at once. */
  protected final StructureException refusals(List<Problem> problems) {
    return new StructureException(label() + " does not fit", problems);
  }
}
