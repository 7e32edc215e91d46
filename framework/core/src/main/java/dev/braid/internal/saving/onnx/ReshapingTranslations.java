package dev.braid.internal.saving.onnx;

import static dev.braid.internal.saving.onnx.LayerTranslations.row;
import static dev.braid.internal.saving.onnx.OnnxLayerCall.unmasked;

import dev.braid.layers.reshaping.BaseUpSampling;
import dev.braid.layers.reshaping.UpSampling2D;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** Translations of upsampling layers. */
final class ReshapingTranslations {
  private ReshapingTranslations() {}

  static void rows() {
    row(
        BaseUpSampling.class,
        (layer, call, in) -> List.of(unmasked(enlarged(layer, in.get(0).value(), false))));
    row(
        UpSampling2D.class,
        (layer, call, in) -> List.of(unmasked(enlarged(layer, in.get(0).value()))));
  }

  private static Value enlarged(UpSampling2D layer, Value x) {
    boolean bilinear = layer.interpolation().equals("bilinear");
    if (bilinear || layer.nearest()) {
      return enlarged(layer, x, bilinear);
    }
    Size height = x.sizeOf(1).times(layer.factor(0));
    Size width = x.sizeOf(2).times(layer.factor(1));
    return new OnnxImageResize(layer.interpolation(), false).of(x, height, width);
  }

  /** Upsamples with channels first, since runtimes interpolate only in that layout. */
  private static Value enlarged(BaseUpSampling<?> layer, Value x, boolean linear) {
    OnnxValue from = OnnxValue.of(WindowAttributes.channelsFirst(x));
    float[] factors = new float[from.rank()];
    long[] shape = from.shape();
    Arrays.fill(factors, 1);
    for (int i = 0; i < layer.rank(); i++) {
      factors[i + 2] = layer.factor(i);
      shape[i + 2] = shape[i + 2] < 0 ? -1 : shape[i + 2] * layer.factor(i);
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("mode", linear ? "linear" : "nearest");
    attributes.put("coordinate_transformation_mode", linear ? "half_pixel" : "asymmetric");
    if (!linear) {
      attributes.put("nearest_mode", "floor");
    }
    Value scales = Value.constant(Nd4j.createFromArray(factors));
    return WindowAttributes.channelsLast(from.to("Resize", attributes, shape, null, scales));
  }
}
