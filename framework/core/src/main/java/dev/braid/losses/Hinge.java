package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean of what is missing to a margin of 1 on the target's side. */
public final class Hinge extends StandardLoss<Hinge> {
  public Hinge() {
    super("hinge");
  }

  @Override
  public TargetKind target() {
    return TargetKind.SIGN;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value margin = Signs.of(target).multiply(prediction);
    return margin.subtractFrom(1).relu().mean(false, -1);
  }
}
