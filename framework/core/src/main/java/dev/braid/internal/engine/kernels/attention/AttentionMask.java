package dev.braid.internal.engine.kernels.attention;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.attention.MultiHeadAttention;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which steps see which.
 *
 * @param queries 1 where a step that asks is real, or null
 * @param keys 1 where a step that is asked is real, or null
 * @param pairs which steps may attend to which, or null
 * @param before steps less than so far before are seen
 * @param after steps less than so far after are seen
 */
record AttentionMask(
    float[] queries, float[] keys, Pairs pairs, int asked, int known, long before, long after) {
  /** What a score that must not count is set to, as in Keras. */
  private static final float NEVER = -1e9f;

  static AttentionMask of(MultiHeadAttention layer, MaskedArray[] inputs, int asked, int known) {
    float[] keys = numbers(inputs[1].mask());
    if (inputs.length > 2 && inputs[2].mask() != null) {
      float[] more = numbers(inputs[2].mask());
      for (int i = 0; keys != null && i < more.length; i++) {
        more[i] *= keys[i];
      }
      keys = more;
    }
    Pairs pairs =
        inputs.length > AttentionKernel.ATTENTION_MASK
            ? Pairs.of(inputs[AttentionKernel.ATTENTION_MASK].array())
            : null;
    long far = layer.slidingWindow() == null ? Long.MAX_VALUE : layer.slidingWindow();
    long after = layer.isCausal() ? 1 : far;
    return new AttentionMask(numbers(inputs[0].mask()), keys, pairs, asked, known, far, after);
  }

  private static float[] numbers(INDArray mask) {
    return mask == null ? null : Floats.copy(mask);
  }

  /**
   * An explicit attention mask; an axis of size 1 has the step 0 and is the same everywhere.
   *
   * @param values 1 where a step may attend to another
   * @param steps the distance between neighbors along samples, heads, queries and keys
   */
  private record Pairs(float[] values, int... steps) {
    static Pairs of(INDArray mask) {
      int[] steps = new int[4];
      int step = 1;
      for (int axis = 3; axis >= 0; axis--) {
        // a mask of three axes is that of all heads
        int at = mask.rank() == 4 ? axis : axis < 1 ? axis : axis - 1;
        boolean heads = mask.rank() == 3 && axis == 1;
        if (!heads) {
          int size = Math.toIntExact(mask.size(at));
          steps[axis] = size == 1 ? 0 : step;
          step *= size;
        }
      }
      return new Pairs(numbers(mask), steps);
    }

    boolean allow(int sample, int head, int from, int to) {
      return values[sample * steps[0] + head * steps[1] + from * steps[2] + to * steps[3]] != 0;
    }
  }

  private boolean sees(int sample, int head, int from, int to) {
    return from - to < before
        && to - from < after
        && (queries == null || queries[sample * asked + from] != 0)
        && (keys == null || keys[sample * known + to] != 0)
        && (pairs == null || pairs.allow(sample, head, from, to));
  }

  /** Covers the scores of what is not seen. */
  void cover(Floats scores, int samples, int heads) {
    set(NEVER, scores, samples, heads);
  }

  /** Lets no gradient through to scores that were covered. */
  void close(Floats gradients, int samples, int heads) {
    set(0, gradients, samples, heads);
  }

  private void set(float hidden, Floats scores, int samples, int heads) {
    Workers.parallelFor(
        samples,
        GrainSize.TASKS.size(),
        (low, high) -> {
          float[] rows = new float[asked * known];
          for (int n = low; n < high; n++) {
            for (int h = 0; h < heads; h++) {
              int at = (n * heads + h) * rows.length;
              scores.buffer().get(at, rows);
              for (int i = 0; i < rows.length; i++) {
                if (!sees(n, h, i / known, i % known)) {
                  rows[i] = hidden;
                }
              }
              scores.buffer().put(at, rows);
            }
          }
        });
  }
}
