package dev.braid.layers;

import dev.braid.ops.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer that a user defines.
 *
 * <p>Only the forward pass is written, in the operations of {@link Value}; gradients are derived
 * automatically. Options are fields that copy methods change on a copy:
 *
 * <pre>{@code
 * public final class Scale extends CustomLayer<Scale> {
 *   private double offset;
 *
 *   public static Scale read(Config config) {
 *     return new Scale().offset(config.number("offset", 0));
 *   }
 *
 *   public Scale offset(double value) {
 *     return with(copy -> copy.offset = value);
 *   }
 *
 *   public List<Spec> outputs(List<Spec> inputs) {
 *     return List.of(only(inputs));
 *   }
 *
 *   public List<WeightSpec> weights(List<Spec> inputs) {
 *     return List.of(WeightSpec.of("scale", new Ones(), features(inputs)));
 *   }
 *
 *   public Value call(LayerCall call, List<Value> inputs) {
 *     return inputs.get(0).multiply(call.weight("scale")).add(offset);
 *   }
 *
 *   protected void describe(Config config) {
 *     config.put("offset", offset);
 *   }
 * }
 * }</pre>
 *
 * <p>{@code Model.load(path, Registry.empty().layer("Scale", Scale::read))} opens files that
 * contain such a layer. In Python the class of the same name must be registered with {@code
 * keras.saving.register_keras_serializable()}.
 *
 * @param <L> the layer's class
 */
public abstract class CustomLayer<L extends CustomLayer<L>> extends BaseLayer<L> {
  @Override
  public abstract Value call(LayerCall call, List<Value> inputs);

  /**
   * True if the first input's mask also applies to the output; by default masks do not propagate.
   */
  public boolean passesMask() {
    return false;
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return passesMask() ? call.mask(0) : null;
  }

  /** By default true, which is correct for every formula. */
  @Override
  public boolean dependsOnBatch() {
    return true;
  }

  @Override
  public final boolean checksCall() {
    return true;
  }

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public String module() {
    return "custom";
  }

  @Override
  public String registeredName() {
    return "Custom>" + className();
  }
}
