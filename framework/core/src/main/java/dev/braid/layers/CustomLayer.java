package dev.braid.layers;

import dev.braid.ops.Value;
import java.util.List;

/**
 * A layer of your own.
 *
 * <p>Its formula is written forward only, in the operations of {@link Value}; gradients follow.
 * Options are fields that withers change on a copy:
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
 * <p>{@code Model.load(path, Registry.empty().layer("Scale", Scale::read))} opens files that hold
 * one. In Python the class of the same name must be registered with {@code
 * keras.saving.register_keras_serializable()}.
 *
 * @param <L> the layer's own class
 */
public abstract class CustomLayer<L extends CustomLayer<L>> extends BaseLayer<L> {
  @Override
  public abstract Value call(LayerCall call, List<Value> inputs);

  /** True where the first input's mask holds for the output too; by default masks end here. */
  public boolean passesMask() {
    return false;
  }

  @Override
  public Value computeMask(LayerCall call, List<Value> inputs) {
    return passesMask() ? call.mask(0) : null;
  }

  /** By default true, which is right for every formula. */
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
