package dev.braid.internal.engine.view;

import dev.braid.internal.engine.graph.CompiledGraph;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's view in Deeplearning4j, which is made when somebody asks for it.
 *
 * <p>Steps and epochs are counted here until then, so that the view tells the same whenever it was
 * made. Nothing of DL4J is loaded before.
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

  /** Sets who answers what DL4J asks about the model. */
  public void setOwner(LiveGraph.Owner model) {
    owner = model;
  }

  /** Sets the update that ends a step of DL4J's own loop. */
  public void setUpdate(Runnable compiledUpdate) {
    update = compiledUpdate;
  }

  public synchronized LiveGraph graph() {
    if (graph == null) {
      LiveGraph made = LiveGraph.of(compiled, owner);
      made.resume(iterations, epochs, loss);
      // compile may be called again
      GraphFit.attachTo(made, () -> update.run());
      graph = made;
    }
    return graph;
  }

  /**
   * Counts a step of Braid's own loop and tells listeners.
   *
   * @param settle brings the arrays that listeners may look at up to date
   */
  public void stepDone(List<INDArray> inputs, double stepLoss, Runnable settle) {
    LiveGraph made = countedStep(stepLoss);
    if (made != null) {
      if (made.hasListeners()) {
        settle.run();
      }
      made.stepDone(inputs, stepLoss);
    }
  }

  /** Counts a step where there is no view; else gives the view, which counts itself. */
  private synchronized LiveGraph countedStep(double stepLoss) {
    if (graph == null) {
      iterations++;
      loss = stepLoss;
    }
    return graph;
  }

  /** Tells listeners that an epoch begins. */
  public void epochBegins() {
    LiveGraph made = made();
    if (made != null) {
      made.epochBegins();
    }
  }

  /** Counts an epoch and tells listeners. */
  public void epochEnds() {
    LiveGraph made = countedEpoch();
    if (made != null) {
      made.epochEnds();
    }
  }

  private synchronized LiveGraph made() {
    return graph;
  }

  private synchronized LiveGraph countedEpoch() {
    if (graph == null) {
      epochs++;
    }
    return graph;
  }
}
