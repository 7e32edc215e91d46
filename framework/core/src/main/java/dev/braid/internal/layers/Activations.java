package dev.braid.internal.layers;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Node;
import dev.braid.layers.ActivatedLayer;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.core.ActivationLayer;
import dev.braid.layers.core.Identity;
import dev.braid.layers.rnn.TimeDistributed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the activation that a layer applies last. */
public final class Activations {
  private static final Map<Activation, double[]> RANGES = new HashMap<>();

  static {
    double infinite = Double.POSITIVE_INFINITY;
    range(0, infinite, Activation.RELU, Activation.SOFTPLUS, Activation.SQUAREPLUS);
    range(0, infinite, Activation.SPARSE_PLUS, Activation.EXPONENTIAL);
    range(0, 6, Activation.RELU6);
    range(0, 1, Activation.SIGMOID, Activation.SOFTMAX);
    range(0, 1, Activation.HARD_SIGMOID, Activation.SPARSE_SIGMOID);
    range(-1, 1, Activation.TANH, Activation.SOFTSIGN, Activation.HARD_TANH);
    range(-1, infinite, Activation.ELU, Activation.CELU);
    range(-infinite, 0, Activation.LOG_SOFTMAX, Activation.LOG_SIGMOID);
  }

  private Activations() {}

  /** The layer's activation where it is known for sure. */
  public static Optional<Activation> of(Layer layer) {
    return layer instanceof ActivatedLayer activated
        ? Optional.of(activated.activation())
        : ofActivationLayer(layer);
  }

  /**
   * The activation that made a tensor, also inside a nested model or where it is a separate layer.
   */
  public static Optional<Activation> of(Tensor tensor) {
    Layer layer = Node.of(tensor).layer();
    if (layer instanceof Functional inner) {
      return of(inner.outputs().get(Node.indexOf(tensor)));
    }
    if (layer instanceof TimeDistributed steps) {
      return of(steps.layer());
    }
    boolean same =
        layer instanceof Identity
            || layer instanceof ActivationLayer single && single.activation() == Activation.LINEAR;
    return same ? of(Node.of(tensor).inputs().get(0)) : of(layer);
  }

  private static Optional<Activation> ofActivationLayer(Layer layer) {
    if (layer instanceof ActivationLayer single) {
      return Optional.of(single.activation());
    }
    if (layer instanceof Softmax softmax && Arrays.equals(softmax.axes(), new int[] {-1})) {
      return Optional.of(Activation.SOFTMAX);
    }
    boolean standard =
        layer instanceof ReLU relu
            && relu.negativeSlope() == 0
            && relu.threshold() == 0
            && Double.isInfinite(relu.maxValue());
    return standard ? Optional.of(Activation.RELU) : Optional.empty();
  }

  /** The smallest and the largest value of an activation. */
  public static double[] range(Activation activation) {
    return RANGES.getOrDefault(
        activation, new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY});
  }

  private static void range(double low, double high, Activation... activations) {
    for (Activation activation : activations) {
      RANGES.put(activation, new double[] {low, high});
    }
  }
}
