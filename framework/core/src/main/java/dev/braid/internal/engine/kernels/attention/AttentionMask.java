package dev.braid.internal.engine.kernels.attention;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.attention.MultiHeadAttention;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps that may attend to each other.
 *
 * @param queries 1 for a query step that is real, or null
 * @param keys 1 for a key step that is real, or null
 * @param pairs an explicit attention mask, or null
 * @param before the number of steps before a query from which keys are masked
 * @param after the number of steps after a query from which keys are masked
 */
record AttentionMask(
    float[] queries,
    float[] keys,
    Pairs pairs,
    int queryLength,
    int keyLength,
    long before,
    long after) {
  /** The score of masked pairs, as in Keras. */
  private static final float MASKED_SCORE = -1e9f;

  static AttentionMask of(
      MultiHeadAttention layer, MaskedArray[] inputs, int queryLength, int keyLength) {
    float[] keys = toArray(inputs[1].mask());
    if (inputs.length > 2 && inputs[2].mask() != null) {
      float[] valueMask = toArray(inputs[2].mask());
      for (int i = 0; keys != null && i < valueMask.length; i++) {
        valueMask[i] *= keys[i];
      }
      keys = valueMask;
    }
    Pairs pairs =
        inputs.length > AttentionKernel.ATTENTION_MASK
            ? Pairs.of(inputs[AttentionKernel.ATTENTION_MASK].array())
            : null;
    long window = layer.slidingWindow() == null ? Long.MAX_VALUE : layer.slidingWindow();
    long after = layer.isCausal() ? 1 : window;
    return new AttentionMask(
        toArray(inputs[0].mask()), keys, pairs, queryLength, keyLength, window, after);
  }

  private static float[] toArray(INDArray mask) {
    return mask == null ? null : Floats.copy(mask);
  }

  /**
   * An explicit attention mask, broadcast along axes of size 1, whose stride is 0.
   *
   * @param values 1 if a step may attend to another
   * @param strides the strides along samples, heads, queries and keys
   */
  private record Pairs(float[] values, int... strides) {
    static Pairs of(INDArray mask) {
      int[] strides = new int[4];
      int stride = 1;
      for (int axis = 3; axis >= 0; axis--) {
        // a mask of three axes applies to all heads
        int at = mask.rank() == 4 ? axis : axis < 1 ? axis : axis - 1;
        boolean heads = mask.rank() == 3 && axis == 1;
        if (!heads) {
          int size = Math.toIntExact(mask.size(at));
          strides[axis] = size == 1 ? 0 : stride;
          stride *= size;
        }
      }
      return new Pairs(toArray(mask), strides);
    }

    boolean allow(int sample, int head, int from, int to) {
      return values[sample * strides[0] + head * strides[1] + from * strides[2] + to * strides[3]]
          != 0;
    }
  }

  private boolean allows(int sample, int head, int from, int to) {
    return from - to < before
        && to - from < after
        && (queries == null || queries[sample * queryLength + from] != 0)
        && (keys == null || keys[sample * keyLength + to] != 0)
        && (pairs == null || pairs.allow(sample, head, from, to));
  }

  /** Masks the scores of pairs that may not attend. */
  void apply(Floats scores, int samples, int heads) {
    set(MASKED_SCORE, scores, samples, heads);
  }

  /** Sets the gradients of masked scores to zero. */
  void clear(Floats gradients, int samples, int heads) {
    set(0, gradients, samples, heads);
  }

  private void set(float value, Floats scores, int samples, int heads) {
    Workers.parallelFor(
        samples,
        GrainSize.TASKS.size(),
        (low, high) -> {
          float[] rows = new float[queryLength * keyLength];
          for (int n = low; n < high; n++) {
            for (int h = 0; h < heads; h++) {
              int at = (n * heads + h) * rows.length;
              scores.buffer().get(at, rows);
              for (int i = 0; i < rows.length; i++) {
                if (!allows(n, h, i / keyLength, i % keyLength)) {
                  rows[i] = value;
                }
              }
              scores.buffer().put(at, rows);
            }
          }
        });
  }
}
