package dev.braid.layers.core;

import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.RandomUniform;
import dev.braid.internal.masks.MaskValues;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.IdConsumer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Binary;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps every integer below a limit to a trainable vector. */
public final class Embedding extends BaseLayer<Embedding> implements IdConsumer {
  private final long inputDim;
  private final long outputDim;
  private boolean maskZero;
  private Initializer initializer = new RandomUniform(-0.05, 0.05);
  private @Nullable Regularizer regularizer;
  private @Nullable Constraint constraint;
  private @Nullable Regularizer activityRegularizer;

  public Embedding(long inputDim, long outputDim) {
    this.inputDim = inputDim;
    this.outputDim = outputDim;
    positive("inputDim", inputDim);
    positive("outputDim", outputDim);
  }

  public static Embedding read(Config config) {
    Embedding layer = new Embedding(config.whole("input_dim", 0), config.whole("output_dim", 0));
    layer.maskZero = config.flag("mask_zero", false);
    layer.initializer = config.read("embeddings_initializer", Initializer.class, layer.initializer);
    layer.regularizer = config.readOrNull("embeddings_regularizer", Regularizer.class);
    layer.constraint = config.readOrNull("embeddings_constraint", Constraint.class);
    layer.activityRegularizer = config.readOrNull("activity_regularizer", Regularizer.class);
    return layer;
  }

  public long inputDim() {
    return inputDim;
  }

  public long outputDim() {
    return outputDim;
  }

  /** True if id 0 is padding. */
  public boolean masksZero() {
    return maskZero;
  }

  /** Treats id 0 as padding, which later layers then skip. */
  public Embedding maskZero() {
    return maskZero(true);
  }

  public Embedding maskZero(boolean on) {
    return with(copy -> copy.maskZero = on);
  }

  public Embedding embeddingsInitializer(Initializer other) {
    return with(copy -> copy.initializer = other);
  }

  public Embedding embeddingsRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.regularizer = other);
  }

  public Embedding embeddingsConstraint(@Nullable Constraint other) {
    return with(copy -> copy.constraint = other);
  }

  public Embedding activityRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.activityRegularizer = other);
  }

  @Override
  public @Nullable Regularizer activityRegularizer() {
    return activityRegularizer;
  }

  @Override
  public long idLimit() {
    return inputDim;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec ids = only(inputs);
    long[] shape = Arrays.copyOf(ids.shape(), ids.rank() + 1);
    shape[ids.rank()] = outputDim;
    return List.of(Spec.of(shape));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return List.of(
        WeightSpec.of("embeddings", initializer, inputDim, outputDim)
            .with(regularizer, constraint));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return call.weight("embeddings").take(inputs.get(0), 0);
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return maskZero
        ? MaskValues.both(inputs.get(0).binary(Binary.NOT_EQUAL, 0), call.mask(0))
        : call.mask(0);
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return maskZero ? MaskUse.MAKES : MaskUse.PASSES;
  }

  @Override
  public String className() {
    return "Embedding";
  }

  @Override
  protected void describe(Config config) {
    config.put("input_dim", inputDim);
    config.put("output_dim", outputDim);
    config.put("embeddings_initializer", initializer);
    config.put("embeddings_regularizer", regularizer);
    config.put("activity_regularizer", activityRegularizer);
    config.put("embeddings_constraint", constraint);
    config.put("mask_zero", maskZero);
  }
}
