package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.Padding;
import dev.braid.layers.convolutional.Window;
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
import dev.braid.ops.Pooling;
import dev.braid.ops.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What poolings compute; like Keras' they forget masks. */
final class PoolingFormulas {
  private PoolingFormulas() {}

  static void rows() {
    max(MaxPooling1D.class);
    max(MaxPooling2D.class);
    max(MaxPooling3D.class);
    average(AveragePooling1D.class);
    average(AveragePooling2D.class);
    average(AveragePooling3D.class);
    globalMax(GlobalMaxPooling1D.class);
    globalMax(GlobalMaxPooling2D.class);
    globalMax(GlobalMaxPooling3D.class);
    row(GlobalAveragePooling1D.class, (layer, scope, in) -> List.of(ofReal(layer, in.get(0))));
    globalAverage(GlobalAveragePooling2D.class);
    globalAverage(GlobalAveragePooling3D.class);
  }

  private static <L extends BasePooling<L>> void max(Class<L> type) {
    row(type, (layer, scope, in) -> List.of(new Flow(of(layer, in.get(0)).max(in.get(0).value()))));
  }

  private static <L extends BasePooling<L>> void average(Class<L> type) {
    row(
        type,
        (layer, scope, in) -> List.of(new Flow(of(layer, in.get(0)).average(in.get(0).value()))));
  }

  private static <L extends BaseGlobalPooling<L>> void globalMax(Class<L> type) {
    row(
        type,
        (layer, scope, in) ->
            List.of(new Flow(in.get(0).value().max(layer.keepdims(), space(layer)))));
  }

  private static <L extends BaseGlobalPooling<L>> void globalAverage(Class<L> type) {
    row(type, (layer, scope, in) -> List.of(new Flow(mean(layer, in.get(0).value()))));
  }

  private static Pooling of(BasePooling<?> layer, Flow in) {
    layer.outputs(List.of(in.spec()));
    Window window = layer.window();
    return new Pooling(window.size(), window.strides(), window.padding() == Padding.SAME);
  }

  private static Value mean(BaseGlobalPooling<?> layer, Value x) {
    return x.mean(layer.keepdims(), space(layer));
  }

  /** The mean over the steps that are no padding. */
  private static Flow ofReal(GlobalAveragePooling1D layer, Flow in) {
    if (in.mask() == null) {
      return new Flow(mean(layer, in.value()));
    }
    INDArray real = in.mask().castTo(in.value().dataType()).reshape('c', in.mask().size(0), -1, 1);
    Value total = in.value().multiply(real).sum(layer.keepdims(), 1);
    Value count = Value.constant(real).sum(layer.keepdims(), 1);
    return new Flow(total.divide(count));
  }

  private static int[] space(BaseGlobalPooling<?> layer) {
    return IntStream.rangeClosed(1, layer.rank()).toArray();
  }
}
