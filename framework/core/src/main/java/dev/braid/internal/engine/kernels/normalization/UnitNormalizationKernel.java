package dev.braid.internal.engine.kernels.normalization;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.layers.normalization.UnitNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Brings each sample to length 1 along its last axes. */
public final class UnitNormalizationKernel extends FastKernel {
  /** Squares of vectors that are not brought to length 1, but divided by the root of this. */
  private static final float SHORTEST = 1e-24f;

  private final UnitNormalization layer;

  public UnitNormalizationKernel(UnitNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /**
   * What came out.
   *
   * @param inverse one over the length of each row; below 0 where the row was too short
   */
  private record Units(RowLayout rows, Floats out, float[] inverse) implements SavedState {}

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
    rows.share(
        (low, high) -> {
          float[] row = new float[rows.width()];
          for (int i = low; i < high; i++) {
            x.buffer().get(i * row.length, row);
            float squares = RowLayout.products(row, row);
            float by = (float) (1 / Math.sqrt(Math.max(squares, SHORTEST)));
            inverse[i] = squares < SHORTEST ? -by : by;
            VectorizedLoops.scale(row, by, row.length);
            out.buffer().put(i * row.length, row);
          }
        });
    if (call.hasBackwardPass()) {
      call.save(new Units(rows, out, inverse));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  /** What would change the length is taken off the gradient. */
  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    if (!call.requiresGradient(0)) {
      return new INDArray[1];
    }
    Units units = (Units) call.saved();
    Floats gradient = dense(outputGradients[0]);
    Floats back = empty(units.out().array().shape());
    units
        .rows()
        .share(
            (low, high) -> {
              float[] row = new float[units.rows().width()];
              float[] out = new float[row.length];
              for (int i = low; i < high; i++) {
                gradient.buffer().get(i * row.length, row);
                units.out().buffer().get(i * row.length, out);
                float inverse = units.inverse()[i];
                float along = inverse < 0 ? 0 : RowLayout.products(row, out);
                across(row, out, along, Math.abs(inverse));
                back.buffer().put(i * row.length, row);
              }
            });
    return new INDArray[] {back.array()};
  }

  private static void across(float[] gradient, float[] out, float along, float by) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (gradient[i] - out[i] * along) * by;
    }
  }
}
