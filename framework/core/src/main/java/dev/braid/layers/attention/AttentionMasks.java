package dev.braid.layers.attention;

import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Masks of scores, which are (samples, …, query steps, key steps): 1 where a score counts. */
final class AttentionMasks {
  /** What is added to a score that must not count, as in Keras. */
  private static final double NEVER = -1e9;

  private static final Size ONE = Size.of(1);

  private AttentionMasks() {}

  /** What both masks let through; null is a mask that lets everything through. */
  static Value both(Value a, Value b) {
    return a == null ? b : b == null ? a : a.multiply(b);
  }

  /** A mask of queries, (samples, steps), for scores with some number of axes. */
  static Value ofQueries(Value mask, int rank) {
    return mask == null ? null : spread(mask, rank, rank - 2);
  }

  /** A mask of keys, (samples, steps), for scores with some number of axes. */
  static Value ofKeys(Value mask, int rank) {
    return mask == null ? null : spread(mask, rank, rank - 1);
  }

  private static Value spread(Value mask, int rank, int axis) {
    List<Size> sizes = new ArrayList<>(Collections.nCopies(rank, ONE));
    sizes.set(0, mask.sizeOf(0));
    sizes.set(axis, mask.sizeOf(1));
    return mask.reshape(sizes);
  }

  /** 1 where a key is at the query's step or before it. */
  static Value causal(Value scores) {
    return behind(scores).above(-1).asTypeOf(scores);
  }

  /** 1 where a key is less than a number of steps away from the query's step. */
  static Value window(Value scores, long steps) {
    Value behind = behind(scores);
    return behind.below(steps).multiply(behind.above(-steps)).asTypeOf(scores);
  }

  /** How many steps each key is behind each query. */
  private static Value behind(Value scores) {
    int rank = scores.rank();
    return steps(scores, rank - 2).subtract(steps(scores, rank - 1));
  }

  /** The number of each step along one axis. */
  private static Value steps(Value scores, int axis) {
    List<Size> sizes = new ArrayList<>(Collections.nCopies(scores.rank(), ONE));
    sizes.set(axis, scores.sizeOf(axis));
    return scores.backend().count(scores.sizeOf(axis)).reshape(sizes);
  }

  /**
   * The softmax of scores of which some do not count.
   *
   * <p>A step that sees nothing at all sees every step alike, and its gradient reaches the scores.
   *
   * @param real null where all scores count
   */
  static Value softmax(Value scores, Value real) {
    if (real == null) {
      return scores.softmax(-1);
    }
    // ND4J's softmax gives no numbers where all scores of a row are this low
    return scores.add(real.subtractFrom(1).multiply(NEVER)).logSoftmax(-1).exp();
  }
}
