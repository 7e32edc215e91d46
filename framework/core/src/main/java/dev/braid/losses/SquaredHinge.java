package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean of the squared amounts by which predictions fall short of a margin of 1. */
public final class SquaredHinge extends StandardLoss<SquaredHinge> {
  public SquaredHinge() {
    super("squared_hinge");
  }

  @Override
  public TargetKind target() {
    return TargetKind.SIGN;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value margin = SignedLabels.of(target).multiply(prediction);
    return margin.subtractFrom(1).relu().square().mean(false, -1);
  }
}
