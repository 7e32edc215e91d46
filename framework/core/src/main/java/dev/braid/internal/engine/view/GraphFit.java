package dev.braid.internal.engine.view;

import org.deeplearning4j.optimize.api.StepFunction;
import org.deeplearning4j.optimize.solvers.accumulation.GradientsAccumulator;
import org.deeplearning4j.optimize.solvers.accumulation.IndexedTail;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes {@code model.graph().fit(…)}, DL4J's own loop, update weights by the compiled optimizer.
 */
final class GraphFit implements GradientsAccumulator {
  private static final long serialVersionUID = 1L;

  private final transient Runnable update;

  private GraphFit(Runnable update) {
    this.update = update;
  }

  /** Attaches an update that ends each step of a graph's own loop. */
  static void attachTo(LiveGraph graph, Runnable update) {
    graph.setGradientsAccumulator(new GraphFit(update));
  }

  @Override
  public void applyUpdate(
      StepFunction function, INDArray params, INDArray updates, boolean isFinalStep) {
    update.run();
  }

  @Override
  public void applyUpdate(StepFunction function, INDArray params, INDArray updates, double alpha) {
    update.run();
  }

  @Override
  public void storeUpdate(INDArray array, int iteration, int epoch) {
    // the gradients are read from the graph itself
  }

  @Override
  public void receiveUpdate(INDArray array) {
    // never called: training runs on this machine only
  }

  @Override
  public void markExternalUpdates(boolean updatesAvailable) {
    // none are sent
  }

  @Override
  public void setExternalSource(IndexedTail source) {
    // none are sent
  }

  @Override
  public IndexedTail getExternalSource() {
    return null;
  }

  @Override
  public void reset() {
    // there is no state
  }

  @Override
  public void touch() {
    // there is no state
  }

  @Override
  public boolean hasAnything() {
    return false;
  }
}
