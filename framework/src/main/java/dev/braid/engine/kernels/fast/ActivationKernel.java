package dev.braid.engine.kernels.fast;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.engine.fast.Floats;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Signal;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.core.ActivationLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation as a layer of its own. */
final class ActivationKernel extends FastKernel {
  private final Activation activation;

  private ActivationKernel(Activation activation, Kernel portable) {
    super(portable);
    this.activation = activation;
  }

  static Kernel of(Layer layer, Kernel portable) {
    Activation activation =
        layer instanceof ActivationLayer own
            ? own.activation()
            : layer instanceof ReLU relu && plain(relu) ? Activation.RELU : null;
    return Activated.knows(activation) ? new ActivationKernel(activation, portable) : portable;
  }

  private static boolean plain(ReLU layer) {
    return layer.negativeSlope() == 0
        && layer.threshold() == 0
        && Double.isInfinite(layer.maxValue());
  }

  private record Bent(Activated out) implements Kept {}

  @Override
  Signal[] run(Call call, Signal[] inputs) {
    Floats x = dense(inputs[0].array());
    Activated out = Activated.of(activation, x, empty(x.array().shape()));
    if (call.remembers()) {
      call.keep(new Bent(out));
    }
    return new Signal[] {new Signal(out.result().array(), inputs[0].mask())};
  }

  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    Floats slope = dense(outputGradients[0]);
    return new INDArray[] {call.wants(0) ? ((Bent) call.kept()).out().back(slope).array() : null};
  }
}
