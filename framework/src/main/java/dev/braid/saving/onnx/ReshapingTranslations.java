package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.reshaping.BaseCropping;
import dev.braid.layers.reshaping.BaseUpSampling;
import dev.braid.layers.reshaping.BaseZeroPadding;
import dev.braid.layers.reshaping.Flatten;
import dev.braid.layers.reshaping.Permute;
import dev.braid.layers.reshaping.RepeatVector;
import dev.braid.layers.reshaping.Reshape;
import dev.braid.layers.reshaping.UpSampling2D;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;

/** Layers that give elements other places; steps lose theirs, so masks end here. */
final class ReshapingTranslations {
  private ReshapingTranslations() {}

  static void rows() {
    row(Flatten.class, (layer, call, in) -> List.of(unmasked(flatten(layer, in.get(0)))));
    row(Reshape.class, (layer, call, in) -> List.of(unmasked(reshape(layer, in.get(0)))));
    row(
        Permute.class,
        (layer, call, in) -> {
          int[] order = IntStream.concat(IntStream.of(0), Arrays.stream(layer.dims())).toArray();
          return List.of(unmasked(in.get(0).value().permute(order)));
        });
    row(
        RepeatVector.class,
        (layer, call, in) -> {
          Value x = in.get(0).value();
          List<Size> sizes = List.of(x.sizeOf(0), Size.of(layer.n()), x.sizeOf(1));
          return List.of(unmasked(x.expand(1).broadcastTo(sizes)));
        });
    row(BaseZeroPadding.class, (layer, call, in) -> List.of(unmasked(padded(layer, in.get(0)))));
    row(BaseCropping.class, (layer, call, in) -> List.of(unmasked(cropped(layer, in.get(0)))));
    row(
        BaseUpSampling.class,
        (layer, call, in) -> List.of(unmasked(enlarged(layer, in.get(0).value(), false))));
    row(
        UpSampling2D.class,
        (layer, call, in) -> List.of(unmasked(enlarged(layer, in.get(0).value()))));
  }

  private static Value flatten(Flatten layer, Masked in) {
    Value x = in.value();
    Value moved = layer.channelsFirst() && x.rank() > 2 ? Windows.channelsFirst(x) : x;
    long elements = OnnxCall.spec(in).elements();
    return moved.reshape(List.of(x.sizeOf(0), elements < 0 ? Size.REST : Size.of(elements)));
  }

  private static Value reshape(Reshape layer, Masked in) {
    List<Size> sizes = new ArrayList<>();
    sizes.add(in.value().sizeOf(0));
    for (long size : layer.outputs(List.of(OnnxCall.spec(in))).get(0).shape()) {
      sizes.add(size < 0 ? Size.REST : Size.of(size));
    }
    return in.value().reshape(sizes);
  }

  private static Value padded(BaseZeroPadding<?> layer, Masked in) {
    Value x = in.value();
    long[] pads = new long[2 * x.rank()];
    for (int i = 0; i < layer.rank(); i++) {
      pads[i + 1] = layer.before(i);
      pads[x.rank() + i + 1] = layer.after(i);
    }
    long[] shape = layer.outputs(List.of(OnnxCall.spec(in))).get(0).sequence(x.shape()[0]).shape();
    OnnxValue from = OnnxValue.of(x);
    return from.to("Pad", Map.of(), shape, from.graph().integers(pads));
  }

  private static Value cropped(BaseCropping<?> layer, Masked in) {
    Value out = in.value();
    for (int i = 0; i < layer.rank(); i++) {
      out =
          out.slice(
              i + 1, Size.of(layer.before(i)), out.sizeOf(i + 1).minus(Size.of(layer.after(i))), 1);
    }
    return out;
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
