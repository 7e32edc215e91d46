package dev.braid.layers;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import java.util.Optional;

/** Tells which activation a layer ends with. */
public final class Activations {
  private Activations() {}

  /** A layer that ends with an activation which can be named. */
  public interface Activated {
    Activation activation();
  }

  /** The layer's activation where it is known for sure. */
  public static Optional<Activation> of(Layer layer) {
    return layer instanceof Activated activated
        ? Optional.of(activated.activation())
        : Optional.empty();
  }

  /** The activation that made a tensor, also inside a nested model. */
  public static Optional<Activation> of(Tensor tensor) {
    Layer layer = tensor.node().layer();
    return layer instanceof Model inner ? of(inner.outputs().get(tensor.index())) : of(layer);
  }
}
