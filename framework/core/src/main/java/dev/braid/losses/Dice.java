package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/** 1 - the Dice coefficient: twice the overlap of two regions divided by their sizes. */
public final class Dice extends OverlapLoss<Dice> {
  public Dice() {
    super("dice");
  }

  static Dice read(Config config) {
    return new Dice().options(config);
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value overlap = sum(target.multiply(prediction)).multiply(2);
    return overlap.divide(sum(target).add(sum(prediction)).add(EPSILON)).subtractFrom(1);
  }
}
