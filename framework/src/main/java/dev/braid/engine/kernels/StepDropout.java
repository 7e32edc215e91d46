package dev.braid.engine.kernels;

import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/** Dropout that drops the same numbers at every time step. */
final class StepDropout {
  private final Scope scope;
  private final double rate;
  private final List<Value> masks = new ArrayList<>();

  StepDropout(Scope scope, double rate) {
    this.scope = scope;
    this.rate = rate;
  }

  boolean active() {
    return scope.training() && rate > 0;
  }

  /**
   * Drops by one of several masks, each drawn when it is first used.
   *
   * @param shape of the mask, which broadcasts against the value
   */
  Value drop(Value value, int mask, long... shape) {
    if (!active()) {
      return value;
    }
    while (masks.size() <= mask) {
      var kept = scope.uniform(value.dataType(), shape).gte(rate).castTo(value.dataType());
      masks.add(Value.constant(kept.divi(rate == 1 ? 1 : 1 - rate)));
    }
    return value.multiply(masks.get(mask));
  }
}
