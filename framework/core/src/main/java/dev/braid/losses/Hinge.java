package dev.braid.losses;

import dev.braid.ops.Value;

/** The mean amount by which predictions fall short of a margin of 1 on the target's side. */
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
    Value margin = SignedLabels.of(target).multiply(prediction);
    return margin.subtractFrom(1).relu().mean(false, -1);
  }
}
