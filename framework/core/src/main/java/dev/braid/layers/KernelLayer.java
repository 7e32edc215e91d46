package dev.braid.layers;

import dev.braid.Activation;
import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.GlorotUniform;
import dev.braid.initializers.ScaledInitializer;
import dev.braid.initializers.Zeros;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer with a kernel, a bias and an activation, as dense and convolution layers are.
 *
 * @param <L> the layer's class
 */
public abstract class KernelLayer<L extends KernelLayer<L>> extends BaseLayer<L>
    implements ActivatedLayer {
  private Activation activation = Activation.LINEAR;
  private boolean useBias = true;
  private Initializer kernelInitializer = new GlorotUniform();
  private Initializer biasInitializer = new Zeros();
  private @Nullable Regularizer kernelRegularizer;
  private @Nullable Regularizer biasRegularizer;
  private @Nullable Regularizer activityRegularizer;
  private @Nullable Constraint kernelConstraint;
  private @Nullable Constraint biasConstraint;

  @Override
  public final Activation activation() {
    return activation;
  }

  public final boolean useBias() {
    return useBias;
  }

  @Override
  public final @Nullable Regularizer activityRegularizer() {
    return activityRegularizer;
  }

  public final L activation(Activation other) {
    return with(copy -> copy.set().activation = other);
  }

  public final L useBias(boolean on) {
    return with(copy -> copy.set().useBias = on);
  }

  public final L kernelInitializer(Initializer other) {
    return with(copy -> copy.set().kernelInitializer = other);
  }

  public final L biasInitializer(Initializer other) {
    return with(copy -> copy.set().biasInitializer = other);
  }

  public final L kernelRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.set().kernelRegularizer = other);
  }

  public final L biasRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.set().biasRegularizer = other);
  }

  public final L activityRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.set().activityRegularizer = other);
  }

  public final L kernelConstraint(@Nullable Constraint other) {
    return with(copy -> copy.set().kernelConstraint = other);
  }

  public final L biasConstraint(@Nullable Constraint other) {
    return with(copy -> copy.set().biasConstraint = other);
  }

  /** Gives access to the private fields through the class that declares them. */
  final KernelLayer<L> set() {
    return this;
  }

  protected final WeightSpec kernel(String name, long... shape) {
    return WeightSpec.of(name, kernelInitializer, shape).with(kernelRegularizer, kernelConstraint);
  }

  /** A kernel with any number of axes, some of which belong to inputs and others to outputs. */
  protected final WeightSpec kernel(
      String name, long[] inputAxes, long[] outputAxes, long... shape) {
    Initializer known =
        kernelInitializer instanceof ScaledInitializer<?> scaled
            ? scaled.along(inputAxes, outputAxes)
            : kernelInitializer;
    return WeightSpec.of(name, known, shape).with(kernelRegularizer, kernelConstraint);
  }

  protected final WeightSpec bias(String name, long... shape) {
    return WeightSpec.of(name, biasInitializer, shape).with(biasRegularizer, biasConstraint);
  }

  /** The kernel, and the bias if the layer uses one. */
  protected final List<WeightSpec> kernelAndBias(long biasSize, long... kernelShape) {
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(kernel("kernel", kernelShape));
    if (useBias) {
      weights.add(bias("bias", biasSize));
    }
    return weights;
  }

  /** Writes activation and use_bias, which Keras places among the layer's specific options. */
  protected final void describeActivation(Config config) {
    config.put("activation", activation.configuration());
    config.put("use_bias", useBias);
  }

  /** Writes initializers, regularizers and constraints under their usual names. */
  protected final void describeWeights(Config config) {
    describeWeights(config, "kernel");
  }

  /** Does the same where Keras' option names have another prefix than "kernel". */
  protected final void describeWeights(Config config, String kernel) {
    config.put(kernel + "_initializer", kernelInitializer);
    config.put("bias_initializer", biasInitializer);
    config.put(kernel + "_regularizer", kernelRegularizer);
    config.put("bias_regularizer", biasRegularizer);
    config.put("activity_regularizer", activityRegularizer);
    config.put(kernel + "_constraint", kernelConstraint);
    config.put("bias_constraint", biasConstraint);
  }

  /** A copy with the configuration's options of kernel, bias and activation. */
  protected final L readOptions(Config config) {
    return readOptions(config, "kernel");
  }

  /** Does the same where Keras' option names have another prefix than "kernel". */
  protected final L readOptions(Config config, String kernel) {
    return with(copy -> copy.set().readFrom(config, kernel));
  }

  private void readFrom(Config config, String kernel) {
    activation = config.read("activation", Activation.class, Activation.LINEAR);
    useBias = config.flag("use_bias", true);
    kernelInitializer = config.read(kernel + "_initializer", Initializer.class, kernelInitializer);
    biasInitializer = config.read("bias_initializer", Initializer.class, biasInitializer);
    kernelRegularizer = config.readOrNull(kernel + "_regularizer", Regularizer.class);
    biasRegularizer = config.readOrNull("bias_regularizer", Regularizer.class);
    activityRegularizer = config.readOrNull("activity_regularizer", Regularizer.class);
    kernelConstraint = config.readOrNull(kernel + "_constraint", Constraint.class);
    biasConstraint = config.readOrNull("bias_constraint", Constraint.class);
  }
}
