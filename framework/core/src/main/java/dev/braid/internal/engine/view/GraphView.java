package dev.braid.internal.engine.view;

import dev.braid.internal.engine.graph.CompiledGraph;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's view in Deeplearning4j, created on first use.
 *
 * <p>Steps and epochs are counted here until then, so that the view's counts do not depend on when
 * it was created. DL4J's classes are not loaded before.
 */
public final class GraphView {
  private final CompiledGraph compiled;
  private LiveGraph graph;
  private volatile LiveGraph.Owner owner;
  private volatile Runnable update = () -> {};
  private int iterations;
  private int epochs;
  private double loss;

  public GraphView(CompiledGraph compiled) {
    this.compiled = compiled;
  }

  /** Sets the object that answers DL4J's questions about the model. */
  public void setOwner(LiveGraph.Owner model) {
    owner = model;
  }

  /** Sets the update that ends a step of DL4J's own loop. */
  public void setUpdate(Runnable compiledUpdate) {
    update = compiledUpdate;
  }

  public synchronized LiveGraph graph() {
    if (graph == null) {
      LiveGraph view = LiveGraph.of(compiled, owner);
      view.resume(iterations, epochs, loss);
      // through the field, since compile may be called again
      GraphFit.attachTo(view, () -> update.run());
      graph = view;
    }
    return graph;
  }

  /**
   * Counts a step of Braid's own loop and notifies listeners.
   *
   * @param settle brings the arrays that listeners may read up to date
   */
  public void stepDone(List<INDArray> inputs, double stepLoss, Runnable settle) {
    LiveGraph view = countStep(stepLoss);
    if (view != null) {
      if (view.hasListeners()) {
        settle.run();
      }
      view.stepDone(inputs, stepLoss);
    }
  }

  /** Returns the view, which counts the step itself, or counts it and returns null. */
  private synchronized LiveGraph countStep(double stepLoss) {
    if (graph == null) {
      iterations++;
      loss = stepLoss;
    }
    return graph;
  }

  /** Notifies listeners that an epoch begins. */
  public void epochBegins() {
    LiveGraph view = existing();
    if (view != null) {
      view.epochBegins();
    }
  }

  /** Counts an epoch and notifies listeners. */
  public void epochEnds() {
    LiveGraph view = countEpoch();
    if (view != null) {
      view.epochEnds();
    }
  }

  private synchronized LiveGraph existing() {
    return graph;
  }

  private synchronized LiveGraph countEpoch() {
    if (graph == null) {
      epochs++;
    }
    return graph;
  }
}
