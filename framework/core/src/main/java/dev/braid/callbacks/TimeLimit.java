package dev.braid.callbacks;

import dev.braid.Callback;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Stops a run regularly when a time limit is reached. */
public final class TimeLimit implements Callback {
  private final Duration limit;
  private final LongSupplier nanos;
  private long begun;

  public TimeLimit(Duration limit) {
    this(limit, System::nanoTime);
  }

  TimeLimit(Duration limit, LongSupplier nanos) {
    if (limit.isNegative() || limit.isZero()) {
      throw CallbackOptions.wrong("timeLimit", "a time above 0", limit.toString());
    }
    this.limit = limit;
    this.nanos = nanos;
  }

  @Override
  public void onTrainBegin(Context run) {
    begun = nanos.getAsLong();
  }

  // At the beginning of a batch, since a hook at its end would compute every metric.
  @Override
  public void onTrainBatchBegin(int batch, Context run) {
    if (nanos.getAsLong() - begun >= limit.toNanos()) {
      run.stopTraining();
      run.tell("The time limit of " + limit.toSeconds() + " s is reached.");
    }
  }
}
