package dev.braid.saving.onnx;

import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings the axes that attention looks along together, and back again.
 *
 * <p>Projections are (samples, axes…, heads, size); what is compared is (samples, axes without
 * attention…, heads, all steps, size).
 */
final class AttentionAxes {
  private final int[] order;
  private final int along;
  private final List<Size> queries;
  private final List<Size> keys;

  /**
   * The way of one layer.
   *
   * @param axes those that attention looks along, in rising order
   * @param queries the projected queries
   * @param keys the projected keys
   */
  AttentionAxes(int[] axes, Value queries, Value keys) {
    order = MultiHeadAttention.together(queries.rank(), axes);
    along = axes.length;
    this.queries = ordered(queries);
    this.keys = ordered(keys);
  }

  private List<Size> ordered(Value projected) {
    List<Size> sizes = projected.sizes();
    return Arrays.stream(order).mapToObj(sizes::get).toList();
  }

  /** The number of axes up to the heads, those included. */
  private int lead() {
    return order.length - along - 1;
  }

  Value heads(Value projected) {
    Value turned = projected.permute(order);
    if (along == 1) {
      return turned;
    }
    List<Size> sizes = new ArrayList<>(turned.sizes());
    List<Size> steps = sizes.subList(lead(), lead() + along);
    Size all = product(steps);
    steps.clear();
    sizes.add(lead(), all);
    return turned.reshape(sizes);
  }

  private static Size product(List<Size> sizes) {
    return sizes.stream().anyMatch(size -> size.known() < 0)
        ? Size.REST
        : Size.of(sizes.stream().mapToLong(Size::known).reduce(1, (a, b) -> a * b));
  }

  /** What was found, with its axes where the queries have them. */
  Value steps(Value context) {
    List<Size> sizes = new ArrayList<>(queries);
    sizes.set(order.length - 1, context.sizeOf(-1));
    int[] back = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      back[order[i]] = i;
    }
    return (along == 1 ? context : context.reshape(sizes)).permute(back);
  }

  /**
   * The weights with an axis for each that attention looks along: those of queries, then of keys.
   */
  Value scores(Value weights) {
    if (along == 1) {
      return weights;
    }
    List<Size> sizes = new ArrayList<>(queries.subList(0, lead() + along));
    sizes.addAll(keys.subList(lead(), lead() + along));
    return weights.reshape(sizes);
  }
}
