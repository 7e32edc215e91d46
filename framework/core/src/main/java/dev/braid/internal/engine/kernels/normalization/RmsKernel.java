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

/** Layer normalization that divides by the deviation alone, along the last axes. */
final class RmsKernel extends FastKernel {
  private final LayerNormalization layer;

  RmsKernel(LayerNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** What was found: the mean of each row, and one over its deviation. */
  private record Found(RowLayout rows, Floats x, float[] mean, float[] inverse)
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
    Found found = new Found(rows, x, new float[rows.count()], new float[rows.count()]);
    Floats out = empty(x.array().shape());
    rows.share(
        (low, high) -> {
          float[] row = new float[rows.width()];
          float[] distance = new float[row.length];
          for (int i = low; i < high; i++) {
            x.buffer().get(i * row.length, row);
            float mean = RowLayout.sum(row) / row.length;
            subtract(row, mean, distance);
            double variance = RowLayout.products(distance, distance) / row.length;
            found.mean()[i] = mean;
            found.inverse()[i] = (float) (1 / Math.sqrt(variance + layer.epsilon()));
            scale(row, gamma, found.inverse()[i]);
            out.buffer().put(i * row.length, row);
          }
        });
    if (call.hasBackwardPass()) {
      call.save(found);
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  private static void subtract(float[] x, float mean, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = x[i] - mean;
    }
  }

  private static void scale(float[] x, float[] gamma, float by) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= gamma[i] * by;
    }
  }

  /** The deviation depends on the input too. */
  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Found found = (Found) call.saved();
    Floats outputGradient = dense(outputGradients[0]);
    Floats back = empty(found.x().array().shape());
    float[] gamma = weight(call, gamma()).toHeap();
    ParallelSums totals = new ParallelSums(1, gamma.length);
    found
        .rows()
        .share(
            (low, high) -> {
              float[] x = new float[gamma.length];
              float[] row = new float[gamma.length];
              float[] atGamma = new float[gamma.length];
              for (int i = low; i < high; i++) {
                found.x().buffer().get(i * row.length, x);
                outputGradient.buffer().get(i * row.length, row);
                float inverse = found.inverse()[i];
                addProducts(atGamma, row, x, inverse);
                scale(row, gamma, inverse);
                float tilt = RowLayout.products(row, x) * inverse * inverse / row.length;
                tilt(row, x, found.mean()[i], tilt);
                back.buffer().put(i * row.length, row);
              }
              totals.put(low, atGamma);
            });
    if (gamma().trainable()) {
      Floats gradient = gradientBuffer(call, gamma());
      gradient.buffer().put(0, totals.rounded());
      commitGradient(call, gamma(), gradient);
    }
    return new INDArray[] {back.array()};
  }

  private static void addProducts(float[] to, float[] outputGradient, float[] x, float by) {
    for (int i = 0; i < to.length; i++) {
      to[i] += outputGradient[i] * x[i] * by;
    }
  }

  private static void tilt(float[] outputGradient, float[] x, float mean, float tilt) {
    for (int i = 0; i < outputGradient.length; i++) {
      outputGradient[i] -= (x[i] - mean) * tilt;
    }
  }
}
