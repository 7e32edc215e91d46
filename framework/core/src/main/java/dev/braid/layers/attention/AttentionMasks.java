package dev.braid.layers.attention;

import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Masks of scores, which are (samples, …, query steps, key steps): 1 where a score is used. */
final class AttentionMasks {
  /** Added to masked scores, as in Keras. */
  private static final double MASKED = -1e9;

  private static final Size ONE = Size.of(1);

  private AttentionMasks() {}

  /** The intersection of two masks; null is a mask without masked elements. */
  static @Nullable Value both(@Nullable Value a, @Nullable Value b) {
    return a == null ? b : b == null ? a : a.multiply(b);
  }

  /**
   * The expected attention mask as a text; empty if a mask fits the scores.
   *
   * @param along the number of axes that attention runs along
   */
  static String expected(Spec mask, Spec scores, int along) {
    int lead = scores.rank() - 2 * along;
    int missing = Math.min(Math.max(scores.rank() - mask.rank(), 0), lead);
    long[] sizes =
        IntStream.range(0, scores.rank())
            .filter(axis -> axis < lead - missing || axis >= lead)
            .mapToLong(scores::size)
            .toArray();
    boolean fits = mask.rank() == sizes.length;
    for (int axis = 0; fits && axis < sizes.length; axis++) {
      long size = mask.size(axis);
      fits = size == 1 || size < 0 || sizes[axis] < 0 || size == sizes[axis];
    }
    return fits ? "" : "an attention mask of " + Spec.text(sizes) + " as the fourth input";
  }

  /** Expands a mask of queries, (samples, steps), to the rank of the scores. */
  static @Nullable Value ofQueries(@Nullable Value mask, int rank) {
    return mask == null ? null : expanded(mask, rank, rank - 2);
  }

  /** Expands a mask of keys, (samples, steps), to the rank of the scores. */
  static @Nullable Value ofKeys(@Nullable Value mask, int rank) {
    return mask == null ? null : expanded(mask, rank, rank - 1);
  }

  private static Value expanded(Value mask, int rank, int axis) {
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

  /** The number of steps from each key to each query. */
  private static Value behind(Value scores) {
    int rank = scores.rank();
    return steps(scores, rank - 2).subtract(steps(scores, rank - 1));
  }

  /** The index of each step along one axis. */
  private static Value steps(Value scores, int axis) {
    List<Size> sizes = new ArrayList<>(Collections.nCopies(scores.rank(), ONE));
    sizes.set(axis, scores.sizeOf(axis));
    return scores.backend().count(scores.sizeOf(axis)).reshape(sizes);
  }

  /**
   * The mask of scores from the masks of query, value and perhaps key and from options; null if no
   * score is masked.
   *
   * @param inputs the number of inputs
   * @param slidingWindow the steps that a query attends to; null for all
   */
  static @Nullable Value ofInputs(
      LayerCall call, int inputs, Value scores, boolean causal, @Nullable Long slidingWindow) {
    int rank = scores.rank();
    Value real = ofQueries(call.mask(0), rank);
    for (int i = 1; i < inputs; i++) {
      real = both(real, ofKeys(call.mask(i), rank));
    }
    if (causal) {
      real = both(real, causal(scores));
    }
    return slidingWindow == null ? real : both(real, window(scores, slidingWindow));
  }

  /**
   * The attention weights of partly masked scores.
   *
   * @param real null if no score is masked
   * @param plain whether Keras computes them together with the product; its two implementations
   *     differ where all keys of a step are masked
   */
  static Value weights(Value scores, @Nullable Value real, boolean plain) {
    Value weights = softmax(real == null ? scores : scores.multiply(real), real);
    return real == null || plain ? weights : weights.multiply(real);
  }

  /**
   * The softmax of partly masked scores.
   *
   * <p>A step with all keys masked attends to all steps equally, and its gradient reaches the
   * scores.
   *
   * @param real null if no score is masked
   */
  static Value softmax(Value scores, @Nullable Value real) {
    if (real == null) {
      return scores.softmax(-1);
    }
    // ND4J's softmax gives NaN where all scores of a row are this low
    return scores.add(real.subtractFrom(1).multiply(MASKED)).logSoftmax(-1).exp();
  }
}
