package dev.braid.layers.normalization;

import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Ones;
import dev.braid.initializers.Zeros;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A layer that normalizes values to mean 0 and variance 1, and then applies a trainable scale and
 * offset.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseNormalization<L extends BaseNormalization<L>> extends BaseLayer<L>
    permits BatchNormalization, GroupNormalization, LayerNormalization {
  private double epsilon = 1e-3;
  private boolean center = true;
  private boolean scale = true;
  private Initializer betaInitializer = new Zeros();
  private Initializer gammaInitializer = new Ones();
  private @Nullable Regularizer betaRegularizer;
  private @Nullable Regularizer gammaRegularizer;
  private @Nullable Constraint betaConstraint;
  private @Nullable Constraint gammaConstraint;

  public final double epsilon() {
    return epsilon;
  }

  /** True if beta is added. */
  public final boolean center() {
    return center;
  }

  /** True if gamma is a factor. */
  public final boolean scale() {
    return scale;
  }

  /** Added to the variance, so that nothing is divided by 0. */
  public final L epsilon(double epsilon) {
    if (!(epsilon >= 0)) {
      throw optionRefusal("epsilon", "0 or more", epsilon);
    }
    return with(copy -> copy.set().epsilon = epsilon);
  }

  public final L center(boolean on) {
    return with(copy -> copy.set().center = on);
  }

  public final L scale(boolean on) {
    return with(copy -> copy.set().scale = on);
  }

  public final L betaInitializer(Initializer other) {
    return with(copy -> copy.set().betaInitializer = other);
  }

  public final L gammaInitializer(Initializer other) {
    return with(copy -> copy.set().gammaInitializer = other);
  }

  public final L betaRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.set().betaRegularizer = other);
  }

  public final L gammaRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.set().gammaRegularizer = other);
  }

  public final L betaConstraint(@Nullable Constraint other) {
    return with(copy -> copy.set().betaConstraint = other);
  }

  public final L gammaConstraint(@Nullable Constraint other) {
    return with(copy -> copy.set().gammaConstraint = other);
  }

  /** Gives access to the private fields through the class that declares them. */
  final BaseNormalization<L> set() {
    return this;
  }

  /** The index of an axis, counted from the first one after the batch axis. */
  final int axis(List<Spec> inputs, int axis) {
    Spec input = only(inputs);
    int found = axis < 0 ? axis + input.rank() : axis - 1;
    if (found < 0 || found >= input.rank()) {
      throw refusal(inputs, "an axis " + axis + " after the batch axis", "");
    }
    return found;
  }

  /** The size of an axis that weights depend on. */
  final long knownSize(List<Spec> inputs, int axis) {
    long size = inputs.get(0).size(axis(inputs, axis));
    if (size < 0) {
      throw refusal(inputs, "an axis " + axis + " of known size, since weights depend on it", "");
    }
    return size;
  }

  /** Gamma and beta, if the options include them. */
  final List<WeightSpec> gammaAndBeta(boolean gamma, boolean beta, long... shape) {
    List<WeightSpec> weights = new ArrayList<>();
    if (gamma) {
      weights.add(
          WeightSpec.of("gamma", gammaInitializer, shape).with(gammaRegularizer, gammaConstraint));
    }
    if (beta) {
      weights.add(
          WeightSpec.of("beta", betaInitializer, shape).with(betaRegularizer, betaConstraint));
    }
    return weights;
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  /**
   * Multiplies by gamma and adds beta, if they are used.
   *
   * @param sizes of the weights, so that they broadcast over the value
   */
  static Value scaled(LayerCall call, Value x, boolean gamma, boolean beta, List<Size> sizes) {
    Value out = gamma ? x.multiply(call.weight("gamma").reshape(sizes)) : x;
    return beta ? out.add(call.weight("beta").reshape(sizes)) : out;
  }

  /** The sizes of the named axes, and 1 for all others. */
  static List<Size> along(Value x, int... axes) {
    return IntStream.range(0, x.rank())
        .mapToObj(i -> Arrays.stream(axes).anyMatch(a -> a == i) ? x.sizeOf(i) : Size.of(1))
        .toList();
  }

  /** The index of an axis from the front, the batch axis included. */
  static int positive(int axis, Value x) {
    return axis < 0 ? axis + x.rank() : axis;
  }

  final void describeScale(Config config) {
    config.put("epsilon", epsilon);
    config.put("center", center);
    config.put("scale", scale);
  }

  final void describeInitializers(Config config) {
    config.put("beta_initializer", betaInitializer);
    config.put("gamma_initializer", gammaInitializer);
  }

  final void describePenalties(Config config) {
    config.put("beta_regularizer", betaRegularizer);
    config.put("gamma_regularizer", gammaRegularizer);
    config.put("beta_constraint", betaConstraint);
    config.put("gamma_constraint", gammaConstraint);
  }

  /** A copy with the configuration's options that all normalization layers share. */
  final L readOptions(Config config) {
    return with(copy -> copy.set().readFrom(config));
  }

  private void readFrom(Config config) {
    epsilon = config.number("epsilon", epsilon);
    center = config.flag("center", true);
    scale = config.flag("scale", true);
    betaInitializer = config.read("beta_initializer", Initializer.class, betaInitializer);
    gammaInitializer = config.read("gamma_initializer", Initializer.class, gammaInitializer);
    betaRegularizer = config.readOrNull("beta_regularizer", Regularizer.class);
    gammaRegularizer = config.readOrNull("gamma_regularizer", Regularizer.class);
    betaConstraint = config.readOrNull("beta_constraint", Constraint.class);
    gammaConstraint = config.readOrNull("gamma_constraint", Constraint.class);
  }
}
