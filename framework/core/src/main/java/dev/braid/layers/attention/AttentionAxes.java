package dev.braid.layers.attention;

import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups the axes that attention runs along, and restores their order afterwards.
 *
 * <p>Projections are (samples, axes…, heads, size); the compared values are (samples, axes without
 * attention…, heads, all steps, size).
 */
final class AttentionAxes {
  private final int[] order;
  private final int along;
  private final List<Size> queries;
  private final List<Size> keys;

  /**
   * The axes of one call.
   *
   * @param axes the attention axes, in ascending order
   * @param queries the projected queries
   * @param keys the projected keys
   */
  AttentionAxes(int[] axes, Value queries, Value keys) {
    order = MultiHeadAttention.together(queries.rank(), axes);
    along = axes.length;
    this.queries = ordered(queries.sizes());
    this.keys = ordered(keys.sizes());
  }

  private List<Size> ordered(List<Size> sizes) {
    return Arrays.stream(order).mapToObj(sizes::get).toList();
  }

  /** The number of axes up to and including the heads. */
  private int lead() {
    return order.length - along - 1;
  }

  Value heads(Value projected) {
    Value ordered = projected.permute(order);
    List<Size> sizes = new ArrayList<>(ordered.sizes().subList(0, lead()));
    sizes.add(ordered.sizes().subList(lead(), lead() + along).stream().reduce(Size::times).get());
    sizes.add(ordered.sizeOf(-1));
    return ordered.reshape(sizes);
  }

  /**
   * An attention mask in a shape that broadcasts to the scores.
   *
   * <p>Axes that it lacks, such as that of the heads, are those before the queries' steps.
   */
  Value mask(Value given, Value scores) {
    Value mask = given;
    int rank = lead() + 2 * along;
    while (mask.rank() < rank) {
      mask = mask.expand(mask.rank() - 2 * along);
    }
    if (along == 1) {
      return mask;
    }
    List<Size> sizes = new ArrayList<>(queries.subList(0, lead() + along));
    sizes.addAll(keys.subList(lead(), lead() + along));
    return mask.broadcastTo(sizes).reshape(scores.sizes());
  }

  /** The result with its axes in the queries' order. */
  Value steps(Value context) {
    List<Size> sizes = new ArrayList<>(queries);
    sizes.set(sizes.size() - 1, context.sizeOf(-1));
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return context.reshape(sizes).permute(inverse);
  }

  /**
   * The attention weights with one axis for each attention axis: those of queries, then those of
   * keys.
   */
  Value scores(Value weights) {
    List<Size> sizes = new ArrayList<>(queries.subList(0, lead() + along));
    sizes.addAll(keys.subList(lead(), lead() + along));
    return weights.reshape(sizes);
  }
}
