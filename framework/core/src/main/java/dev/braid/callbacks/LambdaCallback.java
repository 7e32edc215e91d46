package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Logs;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A callback made of functions. */
public final class LambdaCallback implements Callback {
  private Consumer<Context> trainBegin = run -> {};
  private BiConsumer<Logs, Context> trainEnd = (logs, run) -> {};
  private Before epochBegin = (epoch, run) -> {};
  private After epochEnd = (epoch, logs, run) -> {};
  private Before trainBatchBegin = (batch, run) -> {};
  private @Nullable After trainBatchEnd;

  /** Called before an epoch or batch, with its number from 0. */
  @FunctionalInterface
  public interface Before {
    void call(int number, Context run);
  }

  /** Called after an epoch or batch, with its number from 0. */
  @FunctionalInterface
  public interface After {
    void call(int number, Logs logs, Context run);
  }

  public LambdaCallback() {}

  private LambdaCallback(LambdaCallback from) {
    trainBegin = from.trainBegin;
    trainEnd = from.trainEnd;
    epochBegin = from.epochBegin;
    epochEnd = from.epochEnd;
    trainBatchBegin = from.trainBatchBegin;
    trainBatchEnd = from.trainBatchEnd;
  }

  public LambdaCallback onTrainBegin(Consumer<Context> call) {
    return with(copy -> copy.trainBegin = call);
  }

  public LambdaCallback onTrainEnd(BiConsumer<Logs, Context> call) {
    return with(copy -> copy.trainEnd = call);
  }

  public LambdaCallback onEpochBegin(Before call) {
    return with(copy -> copy.epochBegin = call);
  }

  public LambdaCallback onEpochEnd(After call) {
    return with(copy -> copy.epochEnd = call);
  }

  public LambdaCallback onTrainBatchBegin(Before call) {
    return with(copy -> copy.trainBatchBegin = call);
  }

  public LambdaCallback onTrainBatchEnd(After call) {
    return with(copy -> copy.trainBatchEnd = call);
  }

  private LambdaCallback with(Consumer<LambdaCallback> change) {
    LambdaCallback copy = new LambdaCallback(this);
    change.accept(copy);
    return copy;
  }

  @Override
  public boolean followsBatches() {
    return trainBatchEnd != null;
  }

  @Override
  public void onTrainBegin(Context run) {
    trainBegin.accept(run);
  }

  @Override
  public void onTrainEnd(Logs logs, Context run) {
    trainEnd.accept(logs, run);
  }

  @Override
  public void onEpochBegin(int epoch, Context run) {
    epochBegin.call(epoch, run);
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs, Context run) {
    epochEnd.call(epoch, logs, run);
  }

  @Override
  public void onTrainBatchBegin(int batch, Context run) {
    trainBatchBegin.call(batch, run);
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs, Context run) {
    if (trainBatchEnd != null) {
      trainBatchEnd.call(batch, logs, run);
    }
  }
}
