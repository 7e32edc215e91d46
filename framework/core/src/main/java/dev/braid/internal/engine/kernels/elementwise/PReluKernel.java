package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.Broadcast;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.ParallelSums;
import dev.braid.internal.engine.kernels.support.PiecewiseActivations;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.activation.PReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A rectifier with trained factors for negative elements, which may be shared along axes. */
public final class PReluKernel extends FastKernel {
  private final PReLU layer;

  public PReluKernel(PReLU layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  private record Saved(Floats x, float[] alpha) implements SavedState {}

  private WeightCell cell() {
    return LayerState.of(layer).cell("alpha");
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    long[] shape = x.array().shape();
    Floats alphaWeight = weight(call, cell());
    Broadcast broadcast = broadcast(shape);
    float[] alpha = (broadcast == null ? alphaWeight : broadcast.expand(alphaWeight)).toHeap();
    Floats out = empty(shape);
    forEachSample(
        shape[0],
        alpha.length,
        (low, high) -> {
          float[] sample = new float[alpha.length];
          for (int n = low; n < high; n++) {
            x.buffer().get(n * sample.length, sample);
            prelu(sample, alpha);
            out.buffer().put(n * sample.length, sample);
          }
        });
    if (call.hasBackwardPass()) {
      call.save(new Saved(x, alpha));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  private static void forEachSample(long samples, int size, Workers.RangeBody work) {
    Workers.parallelFor(Math.toIntExact(samples), GrainSize.COMPUTED_ELEMENTS.items(size), work);
  }

  /** Returns the broadcast of the weight to a sample; null if each element has its own weight. */
  private Broadcast broadcast(long... shape) {
    long[] weight = cell().spec().shape();
    long[] from = new long[shape.length];
    System.arraycopy(weight, 0, from, 1, weight.length);
    from[0] = 1;
    long[] sample = shape.clone();
    sample[0] = 1;
    return Broadcast.of(from, sample);
  }

  private static void prelu(float[] x, float[] alpha) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(x[i], 0f) + Math.min(x[i], 0f) * alpha[i];
    }
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Saved saved = (Saved) call.saved();
    int size = saved.alpha().length;
    Floats outputGradient = dense(outputGradients[0]);
    Floats inputGradient = empty(saved.x().array().shape());
    ParallelSums sums = new ParallelSums(1, size);
    forEachSample(
        inputGradient.array().size(0),
        size,
        (low, high) -> {
          float[] x = new float[size];
          float[] sample = new float[size];
          float[] alphaSums = new float[size];
          for (int n = low; n < high; n++) {
            saved.x().buffer().get(n * size, x);
            outputGradient.buffer().get(n * size, sample);
            addProducts(alphaSums, sample, x);
            multiplyByDerivative(sample, x, saved.alpha());
            inputGradient.buffer().put(n * size, sample);
          }
          sums.put(low, alphaSums);
        });
    if (cell().trainable()) {
      long[] shape = inputGradient.array().shape().clone();
      shape[0] = 1;
      Floats perElement = empty(shape);
      perElement.buffer().put(0, sums.rounded());
      Broadcast broadcast = broadcast(shape);
      Floats reduced = broadcast == null ? perElement : broadcast.reduce(perElement);
      Floats gradient = gradientBuffer(call, cell());
      gradient.buffer().put(0, reduced.buffer(), 0, reduced.length());
      commitGradient(call, cell(), gradient);
    }
    return new INDArray[] {inputGradient.array()};
  }

  private static void addProducts(float[] to, float[] outputGradient, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] += outputGradient[i] * Math.min(x[i], 0f);
    }
  }

  /** Multiplies by the derivative, which is 0 at zero. */
  private static void multiplyByDerivative(float[] outputGradient, float[] x, float[] alpha) {
    for (int i = 0; i < x.length; i++) {
      outputGradient[i] *=
          PiecewiseActivations.above(x[i]) + PiecewiseActivations.above(-x[i]) * alpha[i];
    }
  }
}
