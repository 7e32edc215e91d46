package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.reshaping.BaseCropping;
import dev.braid.layers.reshaping.BaseUpSampling;
import dev.braid.layers.reshaping.BaseZeroPadding;
import dev.braid.layers.reshaping.Flatten;
import dev.braid.layers.reshaping.Permute;
import dev.braid.layers.reshaping.RepeatVector;
import dev.braid.layers.reshaping.Reshape;
import dev.braid.layers.reshaping.UpSampling2D;
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
    row(Flatten.class, (layer, scope, in) -> List.of(new Flow(flatten(layer, in.get(0)))));
    row(Reshape.class, (layer, scope, in) -> List.of(new Flow(reshape(layer, in.get(0)))));
    row(
        Permute.class,
        (layer, scope, in) -> {
          int[] order = IntStream.concat(IntStream.of(0), Arrays.stream(layer.dims())).toArray();
          return List.of(new Flow(in.get(0).value().permute(order)));
        });
    row(
        RepeatVector.class,
        (layer, scope, in) -> {
          Wire x = in.get(0).value();
          List<Size> sizes = List.of(x.size(0), Size.of(layer.n()), x.size(1));
          return List.of(new Flow(x.expand(1).broadcastTo(sizes)));
        });
    row(BaseZeroPadding.class, (layer, scope, in) -> List.of(new Flow(padded(layer, in.get(0)))));
    row(BaseCropping.class, (layer, scope, in) -> List.of(new Flow(cropped(layer, in.get(0)))));
    row(
        BaseUpSampling.class,
        (layer, scope, in) -> List.of(new Flow(enlarged(layer, in.get(0).value(), false))));
    row(
        UpSampling2D.class,
        (layer, scope, in) -> List.of(new Flow(enlarged(layer, in.get(0).value()))));
  }

  private static Wire flatten(Flatten layer, Flow in) {
    Wire x = in.value();
    Wire moved = layer.channelsFirst() && x.rank() > 2 ? Windows.channelsFirst(x) : x;
    long[] shape = {x.shape()[0], in.spec().elements()};
    return moved.to("Flatten", Map.of("axis", 1L), shape);
  }

  private static Wire reshape(Reshape layer, Flow in) {
    List<Size> sizes = new ArrayList<>();
    sizes.add(in.value().size(0));
    for (long size : layer.outputs(List.of(in.spec())).get(0).shape()) {
      sizes.add(size < 0 ? Size.REST : Size.of(size));
    }
    return in.value().reshape(sizes);
  }

  private static Wire padded(BaseZeroPadding<?> layer, Flow in) {
    Wire x = in.value();
    long[] pads = new long[2 * x.rank()];
    for (int i = 0; i < layer.rank(); i++) {
      pads[i + 1] = layer.before(i);
      pads[x.rank() + i + 1] = layer.after(i);
    }
    long[] shape = layer.outputs(List.of(in.spec())).get(0).sequence(x.shape()[0]).shape();
    return x.to("Pad", Map.of(), shape, x.graph().wholes(pads));
  }

  private static Wire cropped(BaseCropping<?> layer, Flow in) {
    Wire out = in.value();
    for (int i = 0; i < layer.rank(); i++) {
      out = out.cropped(i + 1, layer.before(i), layer.after(i));
    }
    return out;
  }

  private static Wire enlarged(UpSampling2D layer, Wire x) {
    boolean lines = layer.interpolation().equals("bilinear");
    if (lines || layer.nearest()) {
      return enlarged(layer, x, lines);
    }
    Size height = x.size(1).times(layer.factor(0));
    Size width = x.size(2).times(layer.factor(1));
    return new Resized(layer.interpolation(), false).of(x, height, width);
  }

  /** Runtimes draw lines between pixels only where the channels stand first. */
  private static Wire enlarged(BaseUpSampling<?> layer, Wire x, boolean between) {
    Wire from = Windows.channelsFirst(x);
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
    Wire scales =
        x.graph()
            .array(
                List.of("factors", Arrays.toString(factors)),
                "factors",
                () -> Nd4j.createFromArray(factors));
    return Windows.channelsLast(from.to("Resize", attributes, shape, null, scales));
  }
}
