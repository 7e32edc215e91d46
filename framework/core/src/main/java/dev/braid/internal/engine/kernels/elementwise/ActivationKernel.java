package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.ActivationResult;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.PointwiseActivation;
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
  private final PointwiseActivation each;

  private ActivationKernel(PointwiseActivation each, Kernel portable) {
    super(portable);
    this.each = each;
  }

  public static Kernel of(Layer layer, Kernel portable) {
    PointwiseActivation each = loops(layer);
    return each == null && !softmax(layer) ? portable : new ActivationKernel(each, portable);
  }

  private static PointwiseActivation loops(Layer layer) {
    if (layer instanceof ActivationLayer own) {
      return PointwiseActivation.of(own.activation());
    }
    if (layer instanceof ReLU relu) {
      return relu(relu);
    }
    if (layer instanceof LeakyReLU leaky) {
      return leaky(leaky.negativeSlope());
    }
    // of a curve that turns at zero the result doesn't tell the side
    return layer instanceof ELU elu && elu.alpha() > 0
        ? PointwiseActivation.elu(1, (float) elu.alpha())
        : null;
  }

  private static boolean softmax(Layer layer) {
    return layer instanceof ActivationLayer own
        ? own.activation() == Activation.SOFTMAX
        : layer instanceof Softmax shares && Arrays.equals(shares.axes(), new int[] {-1});
  }

  private static PointwiseActivation leaky(double gradient) {
    return gradient > 0 ? PointwiseActivation.leaky((float) gradient) : null;
  }

  private static PointwiseActivation relu(ReLU layer) {
    boolean plain = layer.threshold() == 0 && Double.isInfinite(layer.maxValue());
    if (plain) {
      return layer.negativeSlope() == 0
          ? PointwiseActivation.of(Activation.RELU)
          : leaky(layer.negativeSlope());
    }
    return PointwiseActivation.relu(
        (float) layer.threshold(), (float) layer.negativeSlope(), (float) layer.maxValue());
  }

  @Override
  public boolean isRelu() {
    return each == PointwiseActivation.of(Activation.RELU);
  }

  private record SavedActivation(ActivationResult out) implements SavedState {}

  /** The layer softmax leaves out what is masked, the activation doesn't. */
  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return each != null || (inputs[0].unwrittenArray().rank() > 1 && inputs[0].mask() == null);
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    Floats room = empty(x.array().shape());
    ActivationResult out =
        each == null ? ActivationResult.softmax(x, room) : ActivationResult.of(each, x, room);
    if (call.hasBackwardPass()) {
      call.save(new SavedActivation(out));
    }
    return new MaskedArray[] {new MaskedArray(out.result().array(), inputs[0].mask())};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Floats gradient = dense(outputGradients[0]);
    return new INDArray[] {
      call.requiresGradient(0)
          ? ((SavedActivation) call.saved()).out().back(gradient).array()
          : null
    };
  }
}
