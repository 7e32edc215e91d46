package dev.braid.layers.attention;

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
   * The axes of one call.
   *
   * @param axes those that attention looks along, in rising order
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

  /** The number of axes up to the heads, those included. */
  private int lead() {
    return order.length - along - 1;
  }

  Value heads(Value projected) {
    Value turned = projected.permute(order);
    List<Size> sizes = new ArrayList<>(turned.sizes().subList(0, lead()));
    sizes.add(turned.sizes().subList(lead(), lead() + along).stream().reduce(Size::times).get());
    sizes.add(turned.sizeOf(-1));
    return turned.reshape(sizes);
  }

  /** What was found, with its axes where the queries have them. */
  Value steps(Value context) {
    List<Size> sizes = new ArrayList<>(queries);
    sizes.set(sizes.size() - 1, context.sizeOf(-1));
    int[] back = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      back[order[i]] = i;
    }
    return context.reshape(sizes).permute(back);
  }

  /**
   * The weights with an axis for each that attention looks along: those of queries, then of keys.
   */
  Value scores(Value weights) {
    List<Size> sizes = new ArrayList<>(queries.subList(0, lead() + along));
    sizes.addAll(keys.subList(lead(), lead() + along));
    return weights.reshape(sizes);
  }
}
