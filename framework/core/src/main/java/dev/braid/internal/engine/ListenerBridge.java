package dev.braid.internal.engine;

import dev.braid.Callback;
import dev.braid.Logs;

/** Reports epochs to DL4J's listeners on the graph. */
public final class ListenerBridge implements Callback {
  private final Trainer trainer;

  public ListenerBridge(Trainer trainer) {
    this.trainer = trainer;
  }

  @Override
  public void onEpochBegin(int epoch, Context context) {
    trainer.epoch(true);
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs, Context context) {
    trainer.epoch(false);
  }

  @Override
  public boolean followsBatches() {
    return false;
  }
}
