package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** How surprising yes-or-no targets are under predicted probabilities. */
public final class BinaryCrossentropy extends SmoothedCrossentropy<BinaryCrossentropy> {
  public BinaryCrossentropy() {
    super("binary_crossentropy");
  }

  static BinaryCrossentropy read(Config config) {
    return new BinaryCrossentropy().smoothOptions(config);
  }

  @Override
  public TargetKind target() {
    return TargetKind.PROBABILITY;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value wanted = smooth(target, smoothing());
    if (takesLogits()) {
      Value yes = wanted.multiply(prediction.negate().softplus());
      return yes.add(wanted.subtractFrom(1).multiply(prediction.softplus())).mean(false, axis());
    }
    return surprise(wanted, prediction).mean(false, axis());
  }

  static Value smooth(Value target, double smoothing) {
    return smoothing == 0 ? target : target.multiply(1 - smoothing).add(smoothing / 2);
  }

  static Value surprise(Value wanted, Value probability) {
    Value chance = probability.clip(EPSILON, 1 - EPSILON);
    Value yes = wanted.multiply(chance.log());
    Value no = wanted.subtractFrom(1).multiply(chance.subtractFrom(1).log());
    return yes.add(no).negate();
  }
}
