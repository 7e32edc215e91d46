package dev.braid.losses;

import dev.braid.ops.Value;

/**
 * The amount by which the margin between the right class and the best wrong class falls short of 1.
 */
public final class CategoricalHinge extends StandardLoss<CategoricalHinge> {
  public CategoricalHinge() {
    super("categorical_hinge");
  }

  @Override
  public TargetKind target() {
    return TargetKind.ONE_HOT;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value right = target.multiply(prediction).sum(false, -1);
    Value wrong = target.subtractFrom(1).multiply(prediction).max(false, -1);
    return wrong.subtract(right).add(1).relu();
  }
}
