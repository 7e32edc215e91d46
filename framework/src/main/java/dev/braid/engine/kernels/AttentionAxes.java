package dev.braid.engine.kernels;

import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.ops.Value;
import java.util.Arrays;

/**
 * Brings the axes that attention looks along together, and back again.
 *
 * <p>Projections are (samples, axes…, heads, size); what is compared is (samples, axes without
 * attention…, heads, all steps, size).
 */
final class AttentionAxes {
  private final int[] order;
  private final int along;
  private final long[] queries;
  private final long[] keys;

  /**
   * The way of one call.
   *
   * @param axes those that attention looks along, in rising order
   * @param queries the shape of the projected queries
   * @param keys the shape of the projected keys
   */
  AttentionAxes(int[] axes, long[] queries, long[] keys) {
    order = MultiHeadAttention.together(queries.length, axes);
    along = axes.length;
    this.queries = ordered(queries);
    this.keys = ordered(keys);
  }

  private long[] ordered(long... shape) {
    return Arrays.stream(order).mapToLong(axis -> shape[axis]).toArray();
  }

  /** The number of axes up to the heads, those included. */
  private int lead() {
    return order.length - along - 1;
  }

  Value heads(Value projected) {
    Value turned = projected.permute(order);
    long[] shape = Arrays.copyOf(turned.shape(), lead() + 2);
    shape[lead()] = product(turned.shape(), lead(), lead() + along);
    shape[lead() + 1] = turned.size(-1);
    return turned.reshape(shape);
  }

  /** What was found, with its axes where the queries have them. */
  Value steps(Value context) {
    long[] shape = queries.clone();
    shape[shape.length - 1] = context.size(-1);
    int[] back = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      back[order[i]] = i;
    }
    return context.reshape(shape).permute(back);
  }

  /**
   * The weights with an axis for each that attention looks along: those of queries, then of keys.
   */
  Value scores(Value weights) {
    long[] shape = Arrays.copyOf(queries, lead() + 2 * along);
    System.arraycopy(keys, lead(), shape, lead() + along, along);
    return weights.reshape(shape);
  }

  private static long product(long[] sizes, int from, int to) {
    return Arrays.stream(sizes, from, to).reduce(1, (a, b) -> a * b);
  }
}
