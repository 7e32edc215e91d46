package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.GlorotUniform;
import dev.braid.initializers.Orthogonal;
import dev.braid.initializers.Zeros;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell with a kernel for the input, one for the state, and a bias.
 *
 * @param <C> the cell's class
 */
public abstract sealed class KernelCell<C extends KernelCell<C>> extends Cell<C>
    permits ConvLSTMCell, UnitCell {
  private Activation activation = Activation.TANH;
  private boolean useBias = true;
  private Initializer kernelInitializer = new GlorotUniform();
  private Initializer recurrentInitializer = new Orthogonal();
  private Initializer biasInitializer = new Zeros();
  private @Nullable Regularizer kernelRegularizer;
  private @Nullable Regularizer recurrentRegularizer;
  private @Nullable Regularizer biasRegularizer;
  private @Nullable Constraint kernelConstraint;
  private @Nullable Constraint recurrentConstraint;
  private @Nullable Constraint biasConstraint;
  private double dropout;
  private double recurrentDropout;
  private @Nullable Object seed;

  /** The number of gates, for each of which a value per unit is computed. */
  public abstract int gates();

  public final Activation activation() {
    return activation;
  }

  public final boolean useBias() {
    return useBias;
  }

  /** The fraction: Keras accepts any number and clips it. */
  public final double dropout() {
    return Math.min(1, Math.max(0, dropout));
  }

  /** The fraction, clipped like {@link #dropout()}. */
  public final double recurrentDropout() {
    return Math.min(1, Math.max(0, recurrentDropout));
  }

  public final C activation(Activation other) {
    return with(copy -> copy.set().activation = other);
  }

  public final C useBias(boolean on) {
    return with(copy -> copy.set().useBias = on);
  }

  public final C kernelInitializer(Initializer other) {
    return with(copy -> copy.set().kernelInitializer = other);
  }

  public final C recurrentInitializer(Initializer other) {
    return with(copy -> copy.set().recurrentInitializer = other);
  }

  public final C biasInitializer(Initializer other) {
    return with(copy -> copy.set().biasInitializer = other);
  }

  public final C kernelRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.set().kernelRegularizer = other);
  }

  public final C recurrentRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.set().recurrentRegularizer = other);
  }

  public final C biasRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.set().biasRegularizer = other);
  }

  public final C kernelConstraint(@Nullable Constraint other) {
    return with(copy -> copy.set().kernelConstraint = other);
  }

  public final C recurrentConstraint(@Nullable Constraint other) {
    return with(copy -> copy.set().recurrentConstraint = other);
  }

  public final C biasConstraint(@Nullable Constraint other) {
    return with(copy -> copy.set().biasConstraint = other);
  }

  /** Drops a fraction of the inputs, the same elements at every step. */
  public final C dropout(double rate) {
    fraction("dropout", rate);
    return with(copy -> copy.set().dropout = rate);
  }

  /** Drops a fraction of the state that enters the gates, the same elements at every step. */
  public final C recurrentDropout(double rate) {
    fraction("recurrentDropout", rate);
    return with(copy -> copy.set().recurrentDropout = rate);
  }

  /** Gives access to the private fields through the class that declares them. */
  final KernelCell<C> set() {
    return this;
  }

  /** False: built-in cells compute each sample separately. */
  @Override
  public final boolean dependsOnBatch() {
    return false;
  }

  /** Does nothing: built-in cells match what they declare. */
  @Override
  final void checkCall(Spec input) {}

  /** True if dropout applies to the inputs. */
  final boolean dropsInputs(LayerCall call) {
    return call.training() && dropout() > 0;
  }

  /** True if dropout applies to the states. */
  final boolean dropsStates(LayerCall call) {
    return call.training() && recurrentDropout() > 0;
  }

  /** Applies one of several dropout masks to the inputs of all steps, the same at each step. */
  final Value dropInputs(LayerCall call, Value inputs, int mask) {
    return dropsInputs(call)
        ? inputs.multiply(
            call.once("dropout " + mask, () -> call.dropMask(dropout(), inputs.at(0, 0))))
        : inputs;
  }

  /** Applies one of several dropout masks to a state, the same at each step. */
  final Value dropState(LayerCall call, Value state, int mask) {
    return dropsStates(call)
        ? state.multiply(
            call.once("recurrent dropout " + mask, () -> call.dropMask(recurrentDropout(), state)))
        : state;
  }

  /** The weights for given shapes of the kernels and the bias. */
  final List<WeightSpec> weights(long[] kernel, long[] recurrent, long... bias) {
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.of("kernel", kernelInitializer, kernel)
            .with(kernelRegularizer, kernelConstraint));
    weights.add(
        WeightSpec.of("recurrent_kernel", recurrentInitializer, recurrent)
            .with(recurrentRegularizer, recurrentConstraint));
    if (useBias) {
      weights.add(
          WeightSpec.of("bias", initialBias(biasInitializer), bias)
              .with(biasRegularizer, biasConstraint));
    }
    return weights;
  }

  /** The initializer of the bias, given the configured one. */
  Initializer initialBias(Initializer initializer) {
    return initializer;
  }

  // ---- Keras' configuration, in several methods, since layers order options differently from
  // cells

  @Override
  public final String module() {
    return "keras.layers";
  }

  @Override
  public final @Nullable String registeredName() {
    return null;
  }

  @Override
  protected final void describe(Config config) {
    describeLayerUnits(config);
    describeBiasStart(config);
    describeInitializers(config);
    describeRegularizers(config);
    describeConstraints(config);
    describeLast(config);
    config.put("seed", seed);
  }

  final void describeLayerUnits(Config config) {
    describeSize(config);
    config.put("activation", activation.configuration());
    describeGates(config);
    config.put("use_bias", useBias);
  }

  /** Writes the options of the cell's size. */
  abstract void describeSize(Config config);

  /** Writes the options between activation and bias. */
  void describeGates(Config config) {}

  /** Writes the options of the initial bias. */
  void describeBiasStart(Config config) {}

  /** Writes the options near the end. */
  void describeLast(Config config) {}

  final void describeLayerRest(Config config) {
    describeConstraints(config);
    describeLast(config);
    if (gates() > 1) {
      // Keras' SimpleRNN alone doesn't write its seed
      config.put("seed", seed);
    }
  }

  final void describeInitializers(Config config) {
    config.put("kernel_initializer", kernelInitializer);
    config.put("recurrent_initializer", recurrentInitializer);
    config.put("bias_initializer", biasInitializer);
  }

  final void describeRegularizers(Config config) {
    config.put("kernel_regularizer", kernelRegularizer);
    config.put("recurrent_regularizer", recurrentRegularizer);
    config.put("bias_regularizer", biasRegularizer);
  }

  private void describeConstraints(Config config) {
    config.put("kernel_constraint", kernelConstraint);
    config.put("recurrent_constraint", recurrentConstraint);
    config.put("bias_constraint", biasConstraint);
    config.put("dropout", dropout);
    config.put("recurrent_dropout", recurrentDropout);
  }

  /** A copy with the options of the configuration of a cell or of a layer with one. */
  final C readOptions(Config config) {
    return with(copy -> copy.set().readFrom(config));
  }

  private void readFrom(Config config) {
    dropout = config.number("dropout", 0);
    recurrentDropout = config.number("recurrent_dropout", 0);
    activation =
        config.has("activation")
            ? config.read("activation", Activation.class, Activation.LINEAR)
            : Activation.TANH;
    useBias = config.flag("use_bias", true);
    kernelInitializer = config.read("kernel_initializer", Initializer.class, kernelInitializer);
    recurrentInitializer =
        config.read("recurrent_initializer", Initializer.class, recurrentInitializer);
    biasInitializer = config.read("bias_initializer", Initializer.class, biasInitializer);
    kernelRegularizer = config.readOrNull("kernel_regularizer", Regularizer.class);
    recurrentRegularizer = config.readOrNull("recurrent_regularizer", Regularizer.class);
    biasRegularizer = config.readOrNull("bias_regularizer", Regularizer.class);
    kernelConstraint = config.readOrNull("kernel_constraint", Constraint.class);
    recurrentConstraint = config.readOrNull("recurrent_constraint", Constraint.class);
    biasConstraint = config.readOrNull("bias_constraint", Constraint.class);
    seed = config.get("seed");
  }
}
