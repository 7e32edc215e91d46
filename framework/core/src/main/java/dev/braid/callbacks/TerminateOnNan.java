package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Problem;

/** Ends a run quietly at a loss that is not finite, where it would otherwise throw. */
public final class TerminateOnNan implements Callback {
  @Override
  public boolean onNotFiniteLoss(Problem problem, Context run) {
    return true;
  }
}
