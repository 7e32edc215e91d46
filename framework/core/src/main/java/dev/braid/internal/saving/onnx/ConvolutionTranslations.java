package dev.braid.internal.saving.onnx;

import static dev.braid.internal.saving.onnx.LayerTranslations.row;
import static dev.braid.internal.saving.onnx.OnnxLayerCall.unmasked;

import dev.braid.Activation;
import dev.braid.Padding;
import dev.braid.layers.KernelLayer;
import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.convolutional.BaseConv;
import dev.braid.layers.convolutional.BaseConvTranspose;
import dev.braid.layers.convolutional.BaseDepthwiseConv;
import dev.braid.layers.convolutional.BaseSeparableConv;
import dev.braid.layers.convolutional.Window;
import dev.braid.ops.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Translations of convolution layers, which as in Keras do not propagate masks. */
final class ConvolutionTranslations {
  private ConvolutionTranslations() {}

  static void rows() {
    row(BaseConv.class, (layer, call, in) -> List.of(convolution(layer, call, in.get(0))));
    row(BaseDepthwiseConv.class, (layer, call, in) -> List.of(depthwise(layer, call, in.get(0))));
    row(BaseSeparableConv.class, (layer, call, in) -> List.of(separable(layer, call, in.get(0))));
    row(BaseConvTranspose.class, (layer, call, in) -> List.of(transposed(layer, call, in.get(0))));
  }

  private static Masked convolution(BaseConv<?> layer, OnnxLayerCall call, Masked in) {
    Value x = WindowAttributes.channelsFirst(in.value());
    Value kernel = filtersFirst(call, "kernel");
    return finish(layer, slide(layer.window(), x, kernel, bias(layer, call), layer.groups()));
  }

  /** Computes a convolution with channels last. */
  static Value convolved(Window window, Value x, OnnxLayerCall call, String kernel, Value bias) {
    Value from = WindowAttributes.channelsFirst(x);
    return WindowAttributes.channelsLast(slide(window, from, filtersFirst(call, kernel), bias, 1));
  }

  private static Value filtersFirst(OnnxLayerCall call, String kernel) {
    return call.weight(kernel, ConvolutionTranslations::lastTwoFirst);
  }

  private static Masked depthwise(BaseDepthwiseConv<?> layer, OnnxLayerCall call, Masked in) {
    Value x = WindowAttributes.channelsFirst(in.value());
    Value kernel = call.weight("kernel", ConvolutionTranslations::eachChannel);
    return finish(layer, slide(layer.window(), x, kernel, bias(layer, call), x.shape()[1]));
  }

  private static Masked separable(BaseSeparableConv<?> layer, OnnxLayerCall call, Masked in) {
    Value x = WindowAttributes.channelsFirst(in.value());
    Value first = call.weight("depthwise_kernel", ConvolutionTranslations::eachChannel);
    Value second = filtersFirst(call, "pointwise_kernel");
    long[] ones = SpatialAxes.each(layer.rank(), 1);
    Window point = new Window(ones, ones, ones, Padding.VALID);
    Value each = slide(layer.window(), x, first, null, x.shape()[1]);
    return finish(layer, slide(point, each, second, bias(layer, call), 1));
  }

  private static Value slide(Window window, Value all, Value kernel, Value bias, long groups) {
    OnnxValue x = OnnxValue.of(WindowAttributes.covered(window, all));
    Map<String, Object> attributes = WindowAttributes.attributes(window, x);
    attributes.put("group", groups);
    long[] shape = WindowAttributes.shape(window, x, kernel.shape()[0]);
    return bias == null
        ? x.to("Conv", attributes, shape, kernel)
        : x.to("Conv", attributes, shape, kernel, bias);
  }

  /** Permutes (space…, inputs, outputs) to (outputs, inputs, space…). */
  private static INDArray lastTwoFirst(INDArray kernel) {
    int space = kernel.rank() - 2;
    return kernel.permute(
        IntStream.concat(IntStream.of(space + 1, space), IntStream.range(0, space)).toArray());
  }

  /** Reshapes (space…, channels, multiplier) to (channels · multiplier, 1, space…). */
  private static INDArray eachChannel(INDArray kernel) {
    int space = kernel.rank() - 2;
    INDArray permuted =
        kernel.permute(
            IntStream.concat(IntStream.of(space, space + 1), IntStream.range(0, space)).toArray());
    long[] shape = permuted.shape();
    shape[0] *= shape[1];
    shape[1] = 1;
    return permuted.dup('c').reshape('c', shape);
  }

  private static Masked transposed(BaseConvTranspose<?> layer, OnnxLayerCall call, Masked in) {
    OnnxValue x = OnnxValue.of(WindowAttributes.channelsFirst(in.value()));
    Window window = layer.window();
    int rank = layer.rank();
    long[] output = layer.outputs(List.of(OnnxLayerCall.spec(in))).get(0).shape();
    long[] pads = new long[2 * rank];
    long[] missing = new long[2 * (rank + 2)];
    long[] shape = x.shape();
    shape[1] = layer.filters();
    boolean padded = false;
    for (int axis = 0; axis < rank; axis++) {
      // the difference between the two sizes is the same for inputs of any size
      long size = shape[axis + 2] < 0 ? window.extent(axis) + 1 : shape[axis + 2];
      long full = (size - 1) * window.strides()[axis] + window.extent(axis);
      long result = shape[axis + 2] < 0 ? result(layer, in, axis, size) : output[axis];
      long after = full - layer.cropped(axis) - result;
      pads[axis] = layer.cropped(axis);
      pads[rank + axis] = Math.max(after, 0);
      missing[rank + 4 + axis] = Math.max(-after, 0);
      padded |= after < 0;
      shape[axis + 2] = output[axis];
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", window.size());
    attributes.put("strides", window.strides());
    attributes.put("dilations", window.dilation());
    attributes.put("pads", pads);
    Value kernel = call.weight("kernel", ConvolutionTranslations::lastTwoFirst);
    Value out = x.to("ConvTranspose", attributes, shape, kernel);
    if (padded) {
      out = OnnxValue.of(out).like("Pad", Map.of(), call.graph().integers(missing));
    }
    if (layer.useBias()) {
      long[] ones = SpatialAxes.each(rank + 1, 1);
      ones[0] = layer.filters();
      out = out.add(call.weight("bias", bias -> bias.reshape('c', ones)));
    }
    return finish(layer, out);
  }

  /** Returns the output's size along an axis for an input size. */
  private static long result(BaseConvTranspose<?> layer, Masked in, int axis, long size) {
    long[] shape = OnnxLayerCall.spec(in).shape();
    shape[axis] = size;
    return layer.outputs(List.of(OnnxLayerCall.spec(in).withShape(shape))).get(0).size(axis);
  }

  private static Value bias(KernelLayer<?> layer, OnnxLayerCall call) {
    return layer.useBias() ? call.weight("bias") : null;
  }

  /**
   * Moves the channels last; elementwise activations are applied before, so that adjacent
   * transpositions cancel.
   */
  private static Masked finish(KernelLayer<?> layer, Value out) {
    return unmasked(
        layer.activation() == Activation.SOFTMAX || layer.activation() == Activation.LOG_SOFTMAX
            ? layer.activation().apply(WindowAttributes.channelsLast(out))
            : WindowAttributes.channelsLast(layer.activation().apply(out)));
  }
}
