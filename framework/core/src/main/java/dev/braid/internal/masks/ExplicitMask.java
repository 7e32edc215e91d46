package dev.braid.internal.masks;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Value;
import java.util.List;
import java.util.Objects;

/**
 * Passes its first input on with a mask that is computed from the other inputs.
 *
 * <p>It precedes a layer that was called with a mask argument in Python. In files it is that
 * argument.
 */
public final class ExplicitMask extends BaseLayer<ExplicitMask> {
  private final MaskExpression<Integer> mask;

  /**
   * Creates the layer for one mask.
   *
   * @param mask over the indices of the inputs after the first
   */
  public ExplicitMask(MaskExpression<Integer> mask) {
    this.mask = Objects.requireNonNull(mask, "mask");
  }

  /** The mask over the indices of the inputs after the first. */
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

  /** Computes the mask, without gradients. */
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
