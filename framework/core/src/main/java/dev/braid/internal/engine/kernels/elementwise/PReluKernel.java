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

/**
 * A rectifier whose gradients below zero are trained: one number an element of a sample, or shared.
 */
public final class PReluKernel extends FastKernel {
  private final PReLU layer;

  public PReluKernel(PReLU layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  private record In(Floats x, float[] alpha) implements SavedState {}

  private WeightCell cell() {
    return LayerState.of(layer).cell("alpha");
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    long[] shape = x.array().shape();
    Floats given = weight(call, cell());
    Broadcast broadcast = broadcast(shape);
    float[] alpha = (broadcast == null ? given : broadcast.expand(given)).toHeap();
    Floats out = empty(shape);
    share(
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
      call.save(new In(x, alpha));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  private static void share(long samples, int size, Workers.RangeBody work) {
    Workers.parallelFor(Math.toIntExact(samples), GrainSize.COMPUTED_ELEMENTS.items(size), work);
  }

  /** From the weight to a sample; null where each element has a weight of its own. */
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
    In in = (In) call.saved();
    int size = in.alpha().length;
    Floats outputGradient = dense(outputGradients[0]);
    Floats back = empty(in.x().array().shape());
    ParallelSums totals = new ParallelSums(1, size);
    share(
        back.array().size(0),
        size,
        (low, high) -> {
          float[] x = new float[size];
          float[] sample = new float[size];
          float[] own = new float[size];
          for (int n = low; n < high; n++) {
            in.x().buffer().get(n * size, x);
            outputGradient.buffer().get(n * size, sample);
            addProducts(own, sample, x);
            through(sample, x, in.alpha());
            back.buffer().put(n * size, sample);
          }
          totals.put(low, own);
        });
    if (cell().trainable()) {
      long[] shape = back.array().shape().clone();
      shape[0] = 1;
      Floats each = empty(shape);
      each.buffer().put(0, totals.rounded());
      Broadcast broadcast = broadcast(shape);
      Floats found = broadcast == null ? each : broadcast.reduce(each);
      Floats gradient = gradientBuffer(call, cell());
      gradient.buffer().put(0, found.buffer(), 0, found.length());
      commitGradient(call, cell(), gradient);
    }
    return new INDArray[] {back.array()};
  }

  private static void addProducts(float[] to, float[] outputGradient, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] += outputGradient[i] * Math.min(x[i], 0f);
    }
  }

  /** Nothing passes at zero itself. */
  private static void through(float[] outputGradient, float[] x, float[] alpha) {
    for (int i = 0; i < x.length; i++) {
      outputGradient[i] *=
          PiecewiseActivations.above(x[i]) + PiecewiseActivations.above(-x[i]) * alpha[i];
    }
  }
}
