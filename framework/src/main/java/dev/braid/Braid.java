package dev.braid;

import dev.braid.graph.Node;
import dev.braid.graph.Spec;
import dev.braid.layers.core.Dense;
import dev.braid.layers.core.InputLayer;
import dev.braid.layers.core.Masking;
import dev.braid.random.Seeds;
import java.util.List;

/**
 * The whole vocabulary of a training program in one static import.
 *
 * <p>Every factory only forwards to the class it makes.
 */
public final class Braid {
  /** A size that may vary. */
  public static final long ANY = Spec.ANY;

  public static final Activation LINEAR = Activation.LINEAR;
  public static final Activation RELU = Activation.RELU;
  public static final Activation SIGMOID = Activation.SIGMOID;
  public static final Activation TANH = Activation.TANH;
  public static final Activation SOFTMAX = Activation.SOFTMAX;

  private Braid() {}

  // ---- graphs

  /** An input; the batch axis is not among the sizes. */
  public static Tensor input(String name, long... shape) {
    return input(name, DType.FLOAT32, shape);
  }

  public static Tensor input(String name, DType dtype, long... shape) {
    InputLayer layer = new InputLayer(new Spec(shape, dtype)).name(name);
    return Node.apply(layer, List.of()).outputs().get(0);
  }

  /** Makes everything that comes repeat to the bit on one machine. */
  public static void setRandomSeed(long seed) {
    Seeds.set(seed);
  }

  // ---- core layers

  public static Dense dense(long units) {
    return new Dense(units);
  }

  public static Dense dense(long units, Activation activation) {
    return new Dense(units).activation(activation);
  }

  /** Marks steps as padding where all features have this value. */
  public static Masking masking(double value) {
    return new Masking(value);
  }
}
