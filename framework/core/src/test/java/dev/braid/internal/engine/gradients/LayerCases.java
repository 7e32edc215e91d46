package dev.braid.internal.engine.gradients;

import java.util.ArrayList;
import java.util.List;

/** All rows: every layer with its options. */
public final class LayerCases {
  private LayerCases() {}

  public static List<LayerCase> rows() {
    List<LayerCase> rows = new ArrayList<>();
    rows.addAll(CoreCases.rows());
    rows.addAll(EinsumCases.rows());
    rows.addAll(PreprocessingCases.rows());
    rows.addAll(ImageCases.rows());
    rows.addAll(ConvolutionCases.rows());
    rows.addAll(PoolingCases.rows());
    rows.addAll(NormalizationCases.rows());
    rows.addAll(SpatialCases.rows());
    rows.addAll(ActivationCases.rows());
    rows.addAll(MergingCases.rows());
    rows.addAll(ReshapingCases.rows());
    rows.addAll(RegularizationCases.rows());
    rows.addAll(RecurrentCases.rows());
    rows.addAll(AttentionCases.rows());
    return rows;
  }
}
