package dev.braid.internal.engine.kernels.normalization;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.layers.normalization.UnitNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Normalizes each sample to length 1 along its last axes. */
public final class UnitNormalizationKernel extends FastKernel {
  /** The squared length below which a vector is divided by the root of this bound. */
  private static final float MIN_SQUARED_LENGTH = 1e-24f;

  private final UnitNormalization layer;

  public UnitNormalizationKernel(UnitNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /**
   * The state for the backward pass.
   *
   * @param inverse the reciprocal of each row's length, negated for rows that are too short
   */
  private record Saved(RowLayout rows, Floats out, float[] inverse) implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return RowLayout.of(inputs[0].unwrittenArray().shape(), layer.axes()) != null;
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    RowLayout rows = RowLayout.of(x.array().shape(), layer.axes());
    Floats out = empty(x.array().shape());
    float[] inverse = new float[rows.count()];
    rows.forEachRange(
        (low, high) -> {
          float[] row = new float[rows.width()];
          for (int i = low; i < high; i++) {
            x.buffer().get(i * row.length, row);
            float squares = RowLayout.products(row, row);
            float factor = (float) (1 / Math.sqrt(Math.max(squares, MIN_SQUARED_LENGTH)));
            inverse[i] = squares < MIN_SQUARED_LENGTH ? -factor : factor;
            VectorizedLoops.scale(row, factor, row.length);
            out.buffer().put(i * row.length, row);
          }
        });
    if (call.hasBackwardPass()) {
      call.save(new Saved(rows, out, inverse));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  /** Removes the component of the gradient along the result, which would change the length. */
  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Saved saved = (Saved) call.saved();
    Floats gradient = dense(outputGradients[0]);
    Floats inputGradient = empty(saved.out().array().shape());
    saved
        .rows()
        .forEachRange(
            (low, high) -> {
              float[] row = new float[saved.rows().width()];
              float[] out = new float[row.length];
              for (int i = low; i < high; i++) {
                gradient.buffer().get(i * row.length, row);
                saved.out().buffer().get(i * row.length, out);
                float inverse = saved.inverse()[i];
                float projection = inverse < 0 ? 0 : RowLayout.products(row, out);
                removeProjection(row, out, projection, Math.abs(inverse));
                inputGradient.buffer().put(i * row.length, row);
              }
            });
    return new INDArray[] {inputGradient.array()};
  }

  private static void removeProjection(
      float[] gradient, float[] out, float projection, float factor) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (gradient[i] - out[i] * projection) * factor;
    }
  }
}
