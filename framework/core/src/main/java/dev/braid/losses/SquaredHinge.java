package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean of the squares of what is missing to a margin of 1. */
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
    Value margin = Signs.of(target).multiply(prediction);
    return margin.subtractFrom(1).relu().square().mean(false, -1);
  }
}
