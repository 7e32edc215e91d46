package dev.braid.internal.engine;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.StepFunction;
import org.deeplearning4j.optimize.solvers.accumulation.GradientsAccumulator;
import org.deeplearning4j.optimize.solvers.accumulation.IndexedTail;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lets {@code model.graph().fit(…)}, DL4J's own loop, update weights by the compiled optimizer. */
final class GraphFit implements GradientsAccumulator {
  private static final long serialVersionUID = 1L;

  private final transient Trainer trainer;

  GraphFit(Trainer trainer) {
    this.trainer = trainer;
  }

  void attachTo(ComputationGraph graph) {
    graph.setGradientsAccumulator(this);
  }

  @Override
  public void applyUpdate(
      StepFunction function, INDArray params, INDArray updates, boolean isFinalStep) {
    trainer.updateByGraph();
  }

  @Override
  public void applyUpdate(StepFunction function, INDArray params, INDArray updates, double alpha) {
    trainer.updateByGraph();
  }

  @Override
  public void storeUpdate(INDArray array, int iteration, int epoch) {
    // the gradients are read from the graph itself
  }

  @Override
  public void receiveUpdate(INDArray array) {
    // nobody sends any: training is on this machine
  }

  @Override
  public void markExternalUpdates(boolean updatesAvailable) {
    // nobody sends any
  }

  @Override
  public void setExternalSource(IndexedTail source) {
    // nobody sends any
  }

  @Override
  public IndexedTail getExternalSource() {
    return null;
  }

  @Override
  public void reset() {
    // nothing is kept
  }

  @Override
  public void touch() {
    // nothing is kept
  }

  @Override
  public boolean hasAnything() {
    return false;
  }
}
