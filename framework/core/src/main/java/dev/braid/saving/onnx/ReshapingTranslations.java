package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.reshaping.BaseUpSampling;
import dev.braid.layers.reshaping.UpSampling2D;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** Layers that repeat or interpolate pixels. */
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
    boolean lines = layer.interpolation().equals("bilinear");
    if (lines || layer.nearest()) {
      return enlarged(layer, x, lines);
    }
    Size height = x.sizeOf(1).times(layer.factor(0));
    Size width = x.sizeOf(2).times(layer.factor(1));
    return new Resized(layer.interpolation(), false).of(x, height, width);
  }

  /** Runtimes draw lines between pixels only where the channels stand first. */
  private static Value enlarged(BaseUpSampling<?> layer, Value x, boolean between) {
    OnnxValue from = OnnxValue.of(Windows.channelsFirst(x));
    float[] factors = new float[from.rank()];
    long[] shape = from.shape();
    Arrays.fill(factors, 1);
    for (int i = 0; i < layer.rank(); i++) {
      factors[i + 2] = layer.factor(i);
      shape[i + 2] = shape[i + 2] < 0 ? -1 : shape[i + 2] * layer.factor(i);
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("mode", between ? "linear" : "nearest");
    attributes.put("coordinate_transformation_mode", between ? "half_pixel" : "asymmetric");
    if (!between) {
      attributes.put("nearest_mode", "floor");
    }
    Value scales = Value.constant(Nd4j.createFromArray(factors));
    return Windows.channelsLast(from.to("Resize", attributes, shape, null, scales));
  }
}
