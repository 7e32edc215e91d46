package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.graph.Spec;
import dev.braid.layers.reshaping.Flatten;
import dev.braid.layers.reshaping.Permute;
import dev.braid.layers.reshaping.RepeatVector;
import dev.braid.layers.reshaping.Reshape;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What reshaping layers do. Steps lose their place, so masks end here, as in Keras. */
final class ReshapingFormulas {
  private ReshapingFormulas() {}

  static void rows() {
    row(Flatten.class, (layer, scope, in) -> List.of(new Flow(flatten(layer, in.get(0).value()))));
    row(Reshape.class, (layer, scope, in) -> List.of(new Flow(reshape(layer, in.get(0).value()))));
    row(
        Permute.class,
        (layer, scope, in) ->
            List.of(
                new Flow(
                    in.get(0)
                        .value()
                        .permute(
                            IntStream.concat(IntStream.of(0), Arrays.stream(layer.dims()))
                                .toArray()))));
    row(
        RepeatVector.class,
        (layer, scope, in) -> {
          Value x = in.get(0).value();
          return List.of(new Flow(x.expand(1).broadcastTo(x.size(0), layer.n(), x.size(1))));
        });
  }

  private static Value flatten(Flatten layer, Value x) {
    Value moved = x;
    if (layer.channelsFirst() && x.rank() > 2) {
      int[] order = IntStream.range(0, x.rank()).map(i -> i == 0 ? 0 : i + 1).toArray();
      order[x.rank() - 1] = 1;
      moved = x.permute(order);
    }
    return moved.reshape(x.size(0), x.array().length() / x.size(0));
  }

  private static Value reshape(Reshape layer, Value x) {
    long[] sample = Arrays.copyOfRange(x.shape(), 1, x.rank());
    long[] found = layer.outputs(List.of(Spec.of(sample))).get(0).shape();
    return x.reshape(
        IntStream.rangeClosed(0, found.length)
            .mapToLong(i -> i == 0 ? x.size(0) : found[i - 1])
            .toArray());
  }
}
