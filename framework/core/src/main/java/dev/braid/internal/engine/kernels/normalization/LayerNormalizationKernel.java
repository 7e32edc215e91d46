package dev.braid.internal.engine.kernels.normalization;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.OneDnnLayerNormalization;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.environment.OneDnn;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.normalization.LayerNormalization;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layer normalization along the last axes by oneDNN. */
public final class LayerNormalizationKernel extends FastKernel {
  private final LayerNormalization layer;

  private LayerNormalizationKernel(LayerNormalization layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  public static Kernel of(LayerNormalization layer, Kernel portable) {
    if (layer.rmsScaling()) {
      return new RmsKernel(layer, portable);
    }
    return OneDnn.available() ? new LayerNormalizationKernel(layer, portable) : portable;
  }

  /** The rows that are normalized, or null where others axes than the last ones are. */
  static RowLayout rows(LayerNormalization layer, INDArray x) {
    int[] axes = layer.axes(List.of(sampleSpec(x)));
    return RowLayout.of(x.shape(), Arrays.stream(axes).map(axis -> axis + 1).toArray());
  }

  private record Normalized(
      OneDnnLayerNormalization normalizer, OneDnnLayerNormalization.ForwardState found)
      implements SavedState {}

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    return rows(layer, inputs[0].unwrittenArray()) != null;
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    Floats x = dense(inputs[0].array());
    RowLayout rows = rows(layer, x.array());
    OneDnnLayerNormalization normalizer =
        OneDnnLayerNormalization.of(rows.count(), rows.width(), layer.epsilon());
    Floats gamma = layer.hasGamma() ? weight(call, cell("gamma")) : null;
    Floats beta = layer.hasBeta() ? weight(call, cell("beta")) : null;
    Floats out = empty(x.array().shape());
    OneDnnLayerNormalization.ForwardState found = normalizer.forward(x, gamma, beta, out);
    if (call.hasBackwardPass()) {
      call.save(new Normalized(normalizer, found));
    }
    return new MaskedArray[] {new MaskedArray(out.array(), inputs[0].mask())};
  }

  private WeightCell cell(String name) {
    return LayerState.of(layer).cell(name);
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Normalized kept = (Normalized) call.saved();
    Floats gradient = dense(outputGradients[0]);
    boolean byGamma = layer.hasGamma() && cell("gamma").trainable();
    boolean byBeta = layer.hasBeta() && cell("beta").trainable();
    Floats atGamma = byGamma ? gradientBuffer(call, cell("gamma")) : null;
    Floats atBeta = byBeta ? gradientBuffer(call, cell("beta")) : null;
    Floats back = empty(gradient.array().shape());
    kept.normalizer().backward(kept.found(), gradient, back, atGamma, atBeta);
    if (byGamma) {
      commitGradient(call, cell("gamma"), atGamma);
    }
    if (byBeta) {
      commitGradient(call, cell("beta"), atBeta);
    }
    return new INDArray[] {back.array()};
  }
}
