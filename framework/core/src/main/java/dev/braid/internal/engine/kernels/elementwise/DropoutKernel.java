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

/** Dropout of elements or of whole axes, by the same random draws as the portable kernel. */
public final class DropoutKernel extends FastKernel {
  private final RandomLayer<?> layer;
  private final double rate;
  private final UnaryOperator<long[]> drawn;

  private DropoutKernel(
      RandomLayer<?> layer, double rate, UnaryOperator<long[]> drawn, Kernel portable) {
    super(portable);
    this.layer = layer;
    this.rate = rate;
    this.drawn = drawn;
  }

  public static Kernel of(Dropout layer, Kernel portable) {
    return new DropoutKernel(layer, layer.rate(), layer::noiseShapeFor, portable);
  }

  public static Kernel of(SpatialDropout<?> layer, Kernel portable) {
    return new DropoutKernel(layer, layer.rate(), layer::noiseShapeFor, portable);
  }

  /** What each element is multiplied by; null where all of them stay. */
  private record Drawn(Floats factors) implements SavedState {}

  /** Each sample has random draws of its own. */
  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    long[] shape = inputs[0].unwrittenArray().shape();
    return drawn.apply(shape)[0] == shape[0];
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    if (!call.training() || rate == 0) {
      if (call.hasBackwardPass()) {
        call.save(new Drawn(null));
      }
      return new MaskedArray[] {inputs[0]};
    }
    Floats x = dense(inputs[0].array());
    long[] shape = x.array().shape();
    long[] noise = drawn.apply(shape);
    Floats own = factors(RandomDraws.first(call, layer.seed()), rate, noise);
    Broadcast broadcast = Broadcast.of(noise, shape);
    Floats factors = broadcast == null ? own : broadcast.expand(own);
    Floats out = times(x, factors);
    if (call.hasBackwardPass()) {
      call.save(new Drawn(factors));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  public static Floats factors(RandomDraws draws, double rate, long... shape) {
    Floats factors = empty(shape);
    float kept = (float) (1 / (1 - rate));
    Workers.parallelFor(
        factors.length(),
        GrainSize.COMPUTED_ELEMENTS.size(),
        (low, high) -> {
          float[] block = new float[BlockwiseLoops.BLOCK];
          for (int at = low; at < high; at += BlockwiseLoops.BLOCK) {
            int length = Math.min(BlockwiseLoops.BLOCK, high - at);
            draws.dropoutFactors(at, rate, kept, block, length);
            factors.buffer().put(at, block, 0, length);
          }
        });
    return factors;
  }

  public static Floats times(Floats a, Floats b) {
    return BlockwiseLoops.product(a, b, empty(a.array().shape()));
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Floats factors = ((Drawn) call.saved()).factors();
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    return new INDArray[] {
      factors == null ? outputGradients[0] : times(dense(outputGradients[0]), factors).array()
    };
  }
}
