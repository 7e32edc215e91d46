package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Problem;

/** Ends a run without an exception when the loss is not finite. */
public final class TerminateOnNan implements Callback {
  @Override
  public boolean onNotFiniteLoss(Problem problem, Context run) {
    return true;
  }
}
