package dev.braid.internal.saving.onnx;

import static dev.braid.internal.saving.onnx.LayerTranslations.row;
import static dev.braid.internal.saving.onnx.OnnxLayerCall.unmasked;

import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.pooling.AveragePooling1D;
import dev.braid.layers.pooling.AveragePooling2D;
import dev.braid.layers.pooling.AveragePooling3D;
import dev.braid.layers.pooling.BaseGlobalPooling;
import dev.braid.layers.pooling.BasePooling;
import dev.braid.layers.pooling.GlobalAveragePooling1D;
import dev.braid.layers.pooling.GlobalAveragePooling2D;
import dev.braid.layers.pooling.GlobalAveragePooling3D;
import dev.braid.layers.pooling.GlobalMaxPooling1D;
import dev.braid.layers.pooling.GlobalMaxPooling2D;
import dev.braid.layers.pooling.GlobalMaxPooling3D;
import dev.braid.layers.pooling.MaxPooling1D;
import dev.braid.layers.pooling.MaxPooling2D;
import dev.braid.layers.pooling.MaxPooling3D;
import dev.braid.ops.Value;
import java.util.List;
import java.util.stream.IntStream;

/** Translations of pooling layers, which as in Keras do not propagate masks. */
final class PoolingTranslations {
  private PoolingTranslations() {}

  static void rows() {
    window(MaxPooling1D.class, "MaxPool");
    window(MaxPooling2D.class, "MaxPool");
    window(MaxPooling3D.class, "MaxPool");
    window(AveragePooling1D.class, "AveragePool");
    window(AveragePooling2D.class, "AveragePool");
    window(AveragePooling3D.class, "AveragePool");
    globalMax(GlobalMaxPooling1D.class);
    globalMax(GlobalMaxPooling2D.class);
    globalMax(GlobalMaxPooling3D.class);
    row(GlobalAveragePooling1D.class, (layer, call, in) -> List.of(maskedMean(layer, in.get(0))));
    globalAverage(GlobalAveragePooling2D.class);
    globalAverage(GlobalAveragePooling3D.class);
  }

  /** Adds a pooling layer; padding is excluded from averages, which is ONNX's default. */
  private static <L extends BasePooling<L>> void window(Class<L> type, String operator) {
    row(
        type,
        (layer, call, in) -> {
          OnnxValue x =
              OnnxValue.of(
                  WindowAttributes.covered(
                      layer.window(), WindowAttributes.channelsFirst(in.get(0).value())));
          long[] shape = WindowAttributes.shape(layer.window(), x, x.shape()[1]);
          Value out = x.to(operator, WindowAttributes.attributes(layer.window(), x), shape);
          return List.of(unmasked(WindowAttributes.channelsLast(out)));
        });
  }

  private static <L extends BaseGlobalPooling<L>> void globalMax(Class<L> type) {
    row(
        type,
        (layer, call, in) ->
            List.of(unmasked(in.get(0).value().max(layer.keepdims(), space(layer)))));
  }

  private static <L extends BaseGlobalPooling<L>> void globalAverage(Class<L> type) {
    row(type, (layer, call, in) -> List.of(mean(layer, in.get(0))));
  }

  private static Masked mean(BaseGlobalPooling<?> layer, Masked in) {
    return unmasked(in.value().mean(layer.keepdims(), space(layer)));
  }

  /** Computes the mean over the steps that are not masked. */
  private static Masked maskedMean(GlobalAveragePooling1D layer, Masked in) {
    Value real = OnnxLayerCall.mask(in, 3);
    if (real == null) {
      return mean(layer, in);
    }
    Value total = in.value().multiply(real).sum(layer.keepdims(), 1);
    return unmasked(total.divide(real.sum(layer.keepdims(), 1)));
  }

  private static int[] space(BaseGlobalPooling<?> layer) {
    return IntStream.rangeClosed(1, layer.rank()).toArray();
  }
}
