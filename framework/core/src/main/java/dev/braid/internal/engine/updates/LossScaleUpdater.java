package dev.braid.internal.engine.updates;

import dev.braid.Optimizer;
import dev.braid.optimizers.LossScaleOptimizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Skips steps whose gradients are not finite, and keeps Keras' scale of the loss.
 *
 * <p>A scale that is a power of two cancels out in float32, so that gradients are not scaled.
 */
final class LossScaleUpdater extends Updater {
  private static final String PREFIX = "inner ";
  private static final String COUNTER = "step counter";
  private static final String SCALE = "dynamic scale";

  private final LossScaleOptimizer optimizer;
  private final Updater inner;
  private long counter;
  private double scale;

  LossScaleUpdater(LossScaleOptimizer optimizer, Target target) {
    this.optimizer = optimizer;
    this.inner = Updater.of(optimizer.inner().get(0), target);
    this.scale = optimizer.initialScale();
  }

  @Override
  public Optimizer optimizer() {
    return optimizer;
  }

  @Override
  public long iterations() {
    return inner.iterations();
  }

  @Override
  public long steps() {
    return inner.steps();
  }

  @Override
  public Map<String, Updater> inner() {
    return Map.of(PREFIX, inner);
  }

  @Override
  public List<UpdatedWeight> weights() {
    return inner.weights();
  }

  @Override
  boolean isSafe(List<Parameter> trainable, double rate, boolean small) {
    return inner.isSafe(trainable, rate, small);
  }

  @Override
  Runnable backup() {
    Runnable undo = inner.backup();
    long counterBefore = counter;
    double scaleBefore = scale;
    return () -> {
      undo.run();
      counter = counterBefore;
      scale = scaleBefore;
    };
  }

  @Override
  void step(List<Parameter> trainable, double rate) {
    inner.step(trainable, rate);
    if (counter == optimizer.growthSteps() - 1) {
      counter = 0;
      scale = Math.min(scale * 2, Float.MAX_VALUE);
    } else {
      counter++;
    }
  }

  @Override
  Optional<Fault> fault(List<Parameter> trainable) {
    return inner.fault(trainable);
  }

  @Override
  void finished(boolean safe) {
    inner.finished(safe);
  }

  @Override
  public boolean skipsNotFinite() {
    return true;
  }

  @Override
  public void skip() {
    counter = 0;
    scale = scale / 2;
  }

  @Override
  public boolean averages() {
    return inner.averages();
  }

  @Override
  public void takeAverages(List<Parameter> trainable) {
    inner.takeAverages(trainable);
  }

  @Override
  public Map<String, INDArray> state() {
    Map<String, INDArray> state = prefixed(PREFIX, inner.state());
    state.put(COUNTER, Nd4j.scalar(counter));
    state.put(SCALE, Nd4j.scalar(scale));
    return state;
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    inner.restore(without(PREFIX, state));
    counter = state.get(COUNTER).getLong(0);
    scale = state.get(SCALE).getDouble(0);
  }
}
