package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.RandomDraws;
import dev.braid.internal.engine.kernels.support.Broadcast;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.regularization.Dropout;
import dev.braid.layers.regularization.RandomLayer;
import dev.braid.layers.regularization.SpatialDropout;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Dropout of elements or along whole axes, with the random draws of the portable kernel. */
public final class DropoutKernel extends FastKernel {
  private final RandomLayer<?> layer;
  private final double rate;
  private final UnaryOperator<long[]> noiseShape;

  private DropoutKernel(
      RandomLayer<?> layer, double rate, UnaryOperator<long[]> noiseShape, Kernel portable) {
    super(portable);
    this.layer = layer;
    this.rate = rate;
    this.noiseShape = noiseShape;
  }

  public static Kernel of(Dropout layer, Kernel portable) {
    return new DropoutKernel(layer, layer.rate(), layer::noiseShapeFor, portable);
  }

  public static Kernel of(SpatialDropout<?> layer, Kernel portable) {
    return new DropoutKernel(layer, layer.rate(), layer::noiseShapeFor, portable);
  }

  /** The factor of each element; null if nothing is dropped. */
  private record Saved(Floats factors) implements SavedState {}

  /** Requires separate draws for each sample. */
  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    long[] shape = inputs[0].unwrittenArray().shape();
    return noiseShape.apply(shape)[0] == shape[0];
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    if (!call.training() || rate == 0) {
      if (call.hasBackwardPass()) {
        call.save(new Saved(null));
      }
      return new MaskedArray[] {inputs[0]};
    }
    Floats x = dense(inputs[0].array());
    long[] shape = x.array().shape();
    long[] noise = noiseShape.apply(shape);
    Floats noiseFactors = factors(RandomDraws.first(call, layer.seed()), rate, noise);
    Broadcast broadcast = Broadcast.of(noise, shape);
    Floats factors = broadcast == null ? noiseFactors : broadcast.expand(noiseFactors);
    Floats out = multiply(x, factors);
    if (call.hasBackwardPass()) {
      call.save(new Saved(factors));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  public static Floats factors(RandomDraws draws, double rate, long... shape) {
    Floats factors = empty(shape);
    float scale = (float) (1 / (1 - rate));
    Workers.parallelFor(
        factors.length(),
        GrainSize.COMPUTED_ELEMENTS.size(),
        (low, high) -> {
          float[] block = new float[BlockwiseLoops.BLOCK];
          for (int at = low; at < high; at += BlockwiseLoops.BLOCK) {
            int length = Math.min(BlockwiseLoops.BLOCK, high - at);
            draws.dropoutFactors(at, rate, scale, block, length);
            factors.buffer().put(at, block, 0, length);
          }
        });
    return factors;
  }

  public static Floats multiply(Floats a, Floats b) {
    return BlockwiseLoops.product(a, b, empty(a.array().shape()));
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Floats factors = ((Saved) call.saved()).factors();
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    return new INDArray[] {
      factors == null ? outputGradients[0] : multiply(dense(outputGradients[0]), factors).array()
    };
  }
}
