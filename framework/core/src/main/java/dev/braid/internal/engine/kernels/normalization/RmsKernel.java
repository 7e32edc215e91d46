package dev.braid.internal.engine.kernels.normalization;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.ParallelSums;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.normalization.LayerNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;

/** RMS normalization along the last axes: division by the deviation without centering. */
final class RmsKernel extends FastKernel {
  private final LayerNormalization layer;

  RmsKernel(LayerNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** The mean of each row, and the reciprocal of its standard deviation. */
  private record Saved(RowLayout rows, Floats x, float[] mean, float[] inverse)
      implements SavedState {}

  private WeightCell gamma() {
    return LayerState.of(layer).cell("gamma");
  }

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return LayerNormalizationKernel.rows(layer, inputs[0].unwrittenArray()) != null;
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    RowLayout rows = LayerNormalizationKernel.rows(layer, x.array());
    float[] gamma = weight(call, gamma()).toHeap();
    Saved saved = new Saved(rows, x, new float[rows.count()], new float[rows.count()]);
    Floats out = empty(x.array().shape());
    rows.forEachRange(
        (low, high) -> {
          float[] row = new float[rows.width()];
          float[] difference = new float[row.length];
          for (int i = low; i < high; i++) {
            x.buffer().get(i * row.length, row);
            float mean = RowLayout.sum(row) / row.length;
            subtract(row, mean, difference);
            double variance = RowLayout.products(difference, difference) / row.length;
            saved.mean()[i] = mean;
            saved.inverse()[i] = (float) (1 / Math.sqrt(variance + layer.epsilon()));
            scale(row, gamma, saved.inverse()[i]);
            out.buffer().put(i * row.length, row);
          }
        });
    if (call.hasBackwardPass()) {
      call.save(saved);
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  private static void subtract(float[] x, float mean, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = x[i] - mean;
    }
  }

  private static void scale(float[] x, float[] gamma, float factor) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= gamma[i] * factor;
    }
  }

  /** Includes the gradient through the deviation, which depends on the input. */
  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Saved saved = (Saved) call.saved();
    Floats outputGradient = dense(outputGradients[0]);
    Floats inputGradient = empty(saved.x().array().shape());
    float[] gamma = weight(call, gamma()).toHeap();
    ParallelSums totals = new ParallelSums(1, gamma.length);
    saved
        .rows()
        .forEachRange(
            (low, high) -> {
              float[] x = new float[gamma.length];
              float[] row = new float[gamma.length];
              float[] gammaSums = new float[gamma.length];
              for (int i = low; i < high; i++) {
                saved.x().buffer().get(i * row.length, x);
                outputGradient.buffer().get(i * row.length, row);
                float inverse = saved.inverse()[i];
                addProducts(gammaSums, row, x, inverse);
                scale(row, gamma, inverse);
                float covariance = RowLayout.products(row, x) * inverse * inverse / row.length;
                subtractCovariance(row, x, saved.mean()[i], covariance);
                inputGradient.buffer().put(i * row.length, row);
              }
              totals.put(low, gammaSums);
            });
    if (gamma().trainable()) {
      Floats gradient = gradientBuffer(call, gamma());
      gradient.buffer().put(0, totals.rounded());
      commitGradient(call, gamma(), gradient);
    }
    return new INDArray[] {inputGradient.array()};
  }

  private static void addProducts(float[] to, float[] outputGradient, float[] x, float factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += outputGradient[i] * x[i] * factor;
    }
  }

  private static void subtractCovariance(
      float[] outputGradient, float[] x, float mean, float covariance) {
    for (int i = 0; i < outputGradient.length; i++) {
      outputGradient[i] -= (x[i] - mean) * covariance;
    }
  }
}
