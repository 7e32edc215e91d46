package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.Padding;
import dev.braid.layers.KernelLayer;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.convolutional.BaseConv;
import dev.braid.layers.convolutional.BaseConvTranspose;
import dev.braid.layers.convolutional.BaseDepthwiseConv;
import dev.braid.layers.convolutional.BaseSeparableConv;
import dev.braid.layers.convolutional.Window;
import dev.braid.ops.Convolution;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/** What convolutions compute; like Keras' they forget masks. */
final class ConvolutionFormulas {
  private ConvolutionFormulas() {}

  static void rows() {
    row(BaseConv.class, (layer, scope, in) -> List.of(convolution(layer, scope, in.get(0))));
    row(BaseDepthwiseConv.class, (layer, scope, in) -> List.of(depthwise(layer, scope, in.get(0))));
    row(BaseSeparableConv.class, (layer, scope, in) -> List.of(separable(layer, scope, in.get(0))));
    row(
        BaseConvTranspose.class,
        (layer, scope, in) -> List.of(transposed(layer, scope, in.get(0))));
  }

  private static Flow convolution(BaseConv<?> layer, Scope scope, Flow in) {
    layer.outputs(List.of(in.spec()));
    Convolution convolution = of(layer.window());
    Value x = causal(layer.window(), in.value());
    Value kernel = scope.weight("kernel");
    Value bias = bias(layer, scope);
    int groups = Math.toIntExact(layer.groups());
    if (groups == 1) {
      return finish(layer, convolution.apply(x, kernel, bias));
    }
    List<Value> parts = new ArrayList<>();
    long channels = x.size(-1) / groups;
    long filters = layer.filters() / groups;
    for (int i = 0; i < groups; i++) {
      parts.add(
          convolution.apply(
              x.slice(-1, i * channels, (i + 1) * channels),
              kernel.slice(-1, i * filters, (i + 1) * filters),
              bias == null ? null : bias.slice(-1, i * filters, (i + 1) * filters)));
    }
    return finish(layer, Value.concat(-1, parts));
  }

  private static Flow depthwise(BaseDepthwiseConv<?> layer, Scope scope, Flow in) {
    layer.outputs(List.of(in.spec()));
    Value out =
        of(layer.window()).depthwise(in.value(), scope.weight("kernel"), bias(layer, scope));
    return finish(layer, out);
  }

  private static Flow separable(BaseSeparableConv<?> layer, Scope scope, Flow in) {
    layer.outputs(List.of(in.spec()));
    Value each = of(layer.window()).depthwise(in.value(), scope.weight("depthwise_kernel"), null);
    long[] ones = SpatialAxes.each(layer.rank(), 1);
    Value out =
        new Convolution(ones, ones, false)
            .apply(each, scope.weight("pointwise_kernel"), bias(layer, scope));
    return finish(layer, out);
  }

  private static Flow transposed(BaseConvTranspose<?> layer, Scope scope, Flow in) {
    Value x = in.value();
    long[] wanted = layer.outputs(List.of(in.spec())).get(0).shape();
    Value whole = of(layer.window()).transposed(x, scope.weight("kernel"));
    for (int i = 0; i < layer.rank(); i++) {
      long from = layer.cropped(i);
      long to = Math.min(from + wanted[i], whole.size(i + 1));
      if (from > 0 || to < whole.size(i + 1)) {
        whole = whole.slice(i + 1, from, to);
      }
      whole = whole.pad(i + 1, 0, wanted[i] - (to - from), 0);
    }
    Value bias = bias(layer, scope);
    return finish(layer, bias == null ? whole : whole.add(bias));
  }

  private static Convolution of(Window window) {
    return new Convolution(window.strides(), window.dilation(), window.padding() == Padding.SAME);
  }

  private static Value causal(Window window, Value x) {
    return window.padding() == Padding.CAUSAL ? x.pad(1, window.extent(0) - 1, 0, 0) : x;
  }

  private static Value bias(KernelLayer<?> layer, Scope scope) {
    return layer.useBias() ? scope.weight("bias") : null;
  }

  private static Flow finish(KernelLayer<?> layer, Value out) {
    return new Flow(layer.activation().apply(out));
  }
}
