package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.Activated;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.Pointwise;
import dev.braid.layers.activation.ELU;
import dev.braid.layers.activation.LeakyReLU;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.core.ActivationLayer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation as a layer of its own. */
public final class ActivationKernel extends FastKernel {
  /** The loops, or null for a softmax. */
  private final Pointwise each;

  private ActivationKernel(Pointwise each, Kernel portable) {
    super(portable);
    this.each = each;
  }

  public static Kernel of(Layer layer, Kernel portable) {
    Pointwise each = loops(layer);
    return each == null && !softmax(layer) ? portable : new ActivationKernel(each, portable);
  }

  private static Pointwise loops(Layer layer) {
    if (layer instanceof ActivationLayer own) {
      return Pointwise.of(own.activation());
    }
    if (layer instanceof ReLU relu) {
      return relu(relu);
    }
    if (layer instanceof LeakyReLU leaky) {
      return leaky(leaky.negativeSlope());
    }
    // of a curve that turns at zero the result doesn't tell the side
    return layer instanceof ELU elu && elu.alpha() > 0
        ? Pointwise.elu(1, (float) elu.alpha())
        : null;
  }

  private static boolean softmax(Layer layer) {
    return layer instanceof ActivationLayer own
        ? own.activation() == Activation.SOFTMAX
        : layer instanceof Softmax shares && Arrays.equals(shares.axes(), new int[] {-1});
  }

  private static Pointwise leaky(double gradient) {
    return gradient > 0 ? Pointwise.leaky((float) gradient) : null;
  }

  private static Pointwise relu(ReLU layer) {
    boolean plain = layer.threshold() == 0 && Double.isInfinite(layer.maxValue());
    if (plain) {
      return layer.negativeSlope() == 0
          ? Pointwise.of(Activation.RELU)
          : leaky(layer.negativeSlope());
    }
    return Pointwise.relu(
        (float) layer.threshold(), (float) layer.negativeSlope(), (float) layer.maxValue());
  }

  @Override
  public boolean isRelu() {
    return each == Pointwise.of(Activation.RELU);
  }

  private record Bent(Activated out) implements SavedState {}

  /** The layer softmax leaves out what is masked, the activation doesn't. */
  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return each != null || (inputs[0].unwrittenArray().rank() > 1 && inputs[0].mask() == null);
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    Floats room = empty(x.array().shape());
    Activated out = each == null ? Activated.softmax(x, room) : Activated.of(each, x, room);
    if (call.hasBackwardPass()) {
      call.save(new Bent(out));
    }
    return new MaskedArray[] {new MaskedArray(out.result().array(), inputs[0].mask())};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Floats gradient = dense(outputGradients[0]);
    return new INDArray[] {
      call.requiresGradient(0) ? ((Bent) call.saved()).out().back(gradient).array() : null
    };
  }
}
