package dev.braid.layers.masks;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;
import java.util.Objects;

/**
 * Passes its first input on under a mask that is computed from the further ones.
 *
 * <p>It stands in a graph before a layer that was called with a mask as an argument in Python. In
 * files it is that argument.
 */
public final class ExplicitMask extends BaseLayer<ExplicitMask> {
  private final MaskExpression<Integer> mask;

  /**
   * A layer for one mask.
   *
   * @param mask over the numbers of the inputs behind the first
   */
  public ExplicitMask(MaskExpression<Integer> mask) {
    this.mask = Objects.requireNonNull(mask, "mask");
  }

  /** The mask over the numbers of the inputs behind the first. */
  public MaskExpression<Integer> mask() {
    return mask;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return inputs.get(0);
  }

  /** Masks have no gradients. */
  @Override
  public Value computeMask(LayerCall call, List<Value> inputs) {
    List<Value> operands = inputs.stream().skip(1).map(Value::detach).toList();
    return MaskArithmetic.run(mask, operands);
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.READS;
  }

  @Override
  public String className() {
    return "ExplicitMask";
  }

  @Override
  protected void describe(Config config) {
    config.put("mask", mask.toString());
  }
}
