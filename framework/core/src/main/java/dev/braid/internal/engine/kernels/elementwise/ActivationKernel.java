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

/** The kernel of activation layers. */
public final class ActivationKernel extends FastKernel {
  /** The pointwise activation, or null for a softmax. */
  private final PointwiseActivation pointwise;

  private ActivationKernel(PointwiseActivation pointwise, Kernel portable) {
    super(portable);
    this.pointwise = pointwise;
  }

  public static Kernel of(Layer layer, Kernel portable) {
    PointwiseActivation pointwise = loops(layer);
    return pointwise == null && !softmax(layer)
        ? portable
        : new ActivationKernel(pointwise, portable);
  }

  private static PointwiseActivation loops(Layer layer) {
    if (layer instanceof ActivationLayer activationLayer) {
      return PointwiseActivation.of(activationLayer.activation());
    }
    if (layer instanceof ReLU relu) {
      return relu(relu);
    }
    if (layer instanceof LeakyReLU leaky) {
      return leaky(leaky.negativeSlope());
    }
    // with a negative alpha, the result does not determine the sign of the input
    return layer instanceof ELU elu && elu.alpha() > 0
        ? PointwiseActivation.elu(1, (float) elu.alpha())
        : null;
  }

  private static boolean softmax(Layer layer) {
    return layer instanceof ActivationLayer activationLayer
        ? activationLayer.activation() == Activation.SOFTMAX
        : layer instanceof Softmax softmaxLayer
            && Arrays.equals(softmaxLayer.axes(), new int[] {-1});
  }

  private static PointwiseActivation leaky(double negativeSlope) {
    return negativeSlope > 0 ? PointwiseActivation.leaky((float) negativeSlope) : null;
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
    return pointwise == PointwiseActivation.of(Activation.RELU);
  }

  private record SavedActivation(ActivationResult out) implements SavedState {}

  /** Supports no masks for softmax, since the softmax layer excludes masked elements. */
  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return pointwise != null || (inputs[0].unwrittenArray().rank() > 1 && inputs[0].mask() == null);
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    Floats buffer = empty(x.array().shape());
    ActivationResult out =
        pointwise == null
            ? ActivationResult.softmax(x, buffer)
            : ActivationResult.of(pointwise, x, buffer);
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
