package dev.braid;

import dev.braid.config.Config;
import dev.braid.config.Configured;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.internal.calls.CallCheck;
import dev.braid.internal.graph.LayerBase;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.Node;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of a graph: an immutable description and an identity.
 *
 * <p>Applying one layer object to several tensors shares its weights. Each method that changes an
 * option returns a new layer with separate weights.
 */
public abstract class Layer extends LayerBase implements Configured {
  /** Applies the layer, as Keras' {@code layer(tensor)}. */
  public Tensor apply(Tensor... inputs) {
    List<Tensor> outputs = applyAll(inputs);
    if (outputs.size() != 1) {
      throw refusal(
          Arrays.stream(inputs).map(Tensor::spec).toList(),
          "applyAll(…), since the layer has " + outputs.size() + " outputs",
          "applyAll gives them as a list.");
    }
    return outputs.get(0);
  }

  public Tensor apply(List<Tensor> inputs) {
    return apply(inputs.toArray(Tensor[]::new));
  }

  /** Applies a layer that has several outputs. */
  public List<Tensor> applyAll(Tensor... inputs) {
    return Node.apply(this, List.of(inputs), Tensor::new).outputs();
  }

  /** The given or automatic name; null while no model has numbered it. */
  public @Nullable String name() {
    return LayerState.of(this).name();
  }

  /** A copy under this name, with separate weights. */
  public abstract Layer name(String name);

  /** False where the layer is frozen. */
  public boolean trainable() {
    return LayerState.of(this).trainable();
  }

  /** The name in messages: {@code "label" (Dense)}, or {@code dense (Dense)} without a name. */
  public final String label() {
    String called = name() == null ? automaticName() : '"' + name() + '"';
    return called + " (" + className() + ")";
  }

  /** The name, or the automatic one without a number. */
  public final String nameOrAutomatic() {
    String given = LayerState.of(this).name();
    return given == null ? automaticName() : given;
  }

  // ---- properties of a kind of layer

  /** The shape rule; refuses inputs that the layer cannot take. */
  public abstract List<Spec> outputs(List<Spec> inputs);

  /** False where inputs may lack the batch axis, as those of operations may. */
  public boolean requiresBatchAxis() {
    return true;
  }

  /**
   * True where inputs may be texts, which only a {@link dev.braid.layers.HostLayer} computes on.
   */
  public boolean acceptsTexts() {
    return false;
  }

  /** True where what {@code call} gives is compared with what {@code outputs} declares. */
  public boolean checksCall() {
    return false;
  }

  /** The weights for these inputs. */
  public List<WeightSpec> weights(List<Spec> inputs) {
    return List.of();
  }

  /** Layers inside this one whose weights belong to it. */
  public List<Child> children(List<Spec> inputs) {
    return List.of();
  }

  /** The first output with every step of a sequence, where the layer returns the last one alone. */
  public Optional<Spec> everyStep(List<Spec> inputs) {
    return Optional.empty();
  }

  /** Computes the output, where there is one. */
  public Value call(LayerCall call, List<Value> inputs) {
    throw new IllegalStateException(className() + " computes nothing");
  }

  /** Computes all outputs. */
  public List<Value> callAll(LayerCall call, List<Value> inputs) {
    return Collections.singletonList(call(call, inputs));
  }

  /**
   * The mask of the first output: which of its steps are no padding; null where all are.
   *
   * @param call gives the masks of the inputs
   */
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return null;
  }

  /** The masks of all outputs, as {@link #computeMask}; outputs beyond the last one have none. */
  public List<@Nullable Value> computeMasks(LayerCall call, List<Value> inputs) {
    return Collections.singletonList(computeMask(call, inputs));
  }

  /**
   * Where the mask of the output comes from in Keras' running models.
   *
   * @param inputs how many tensors the layer is applied to
   */
  public MaskUse maskUse(int inputs) {
    return MaskUse.PASSES;
  }

  /**
   * True where, while training, results for one sample depend on the others of the batch, so that a
   * batch may not be merged with others.
   */
  public boolean dependsOnBatch() {
    return false;
  }

  /**
   * True where results lie between elements of the input, so that Keras rounds those of integers.
   */
  public boolean interpolates() {
    return false;
  }

  /**
   * True where layers inside this one add penalties, which are divided by the samples of a call.
   */
  public boolean addsPenaltiesInside() {
    return false;
  }

  /** Adds the layer's options to its configuration, in Keras' order. */
  protected abstract void describe(Config config);

  @Override
  public String module() {
    return "keras.layers";
  }

  /** The penalty on the layer's output, which is added to the loss; null for none. */
  public @Nullable Regularizer activityRegularizer() {
    return null;
  }

  @Override
  public Config config() {
    Config config = new Config();
    config.put("name", name());
    config.put("trainable", trainable());
    config.put("dtype", "float32");
    describe(config);
    return config;
  }

  // ---- building and copying

  /** Makes the weights; called at the first application. */
  public void build(List<Spec> inputs) {
    Node.build(this, inputs);
    if (checksCall()) {
      CallCheck.dryRun(this, inputs, outputs(inputs));
    }
  }

  /** The exception for inputs that don't fit: names the layer and the shape of every input. */
  public final StructureException refusal(List<Spec> inputs, String expected, String fix) {
    return StructureException.of(
        label() + " cannot be applied",
        new Problem(
            "layer-input",
            nameOrAutomatic(),
            expected,
            "received " + (inputs.isEmpty() ? "nothing" : Spec.texts(inputs)),
            fix));
  }

  /** The exception for an option that doesn't fit. */
  protected final StructureException optionRefusal(
      String option, String expected, @Nullable Object received) {
    return StructureException.of(
        label() + " cannot be made",
        new Problem("layer-option", option, expected, "received " + received, ""));
  }

  /** A copy with a separate identity. */
  protected final Layer copy(@Nullable String name, boolean trainable) {
    try {
      Layer copy = (Layer) clone();
      copy.newIdentity(name, trainable);
      copy.separate();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** Gives the layers inside this new copy separate identities too. */
  protected void separate() {}

  /** Keras' automatic name without a number: {@code max_pooling2d}. */
  public String automaticName() {
    String name = className();
    String spaced =
        name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2");
    return spaced.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return label();
  }
}
