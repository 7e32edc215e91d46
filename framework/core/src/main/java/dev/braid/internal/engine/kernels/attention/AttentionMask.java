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
 * @param before steps less than so far before are seen
 * @param after steps less than so far after are seen
 */
record AttentionMask(float[] queries, float[] keys, int asked, int known, long before, long after) {
  /** What a score that must not count is set to, as in Keras. */
  private static final float NEVER = -1e9f;

  static AttentionMask of(MultiHeadAttention layer, MaskedArray[] inputs, int asked, int known) {
    float[] keys = numbers(inputs[1].mask());
    if (inputs.length == 3 && inputs[2].mask() != null) {
      float[] more = numbers(inputs[2].mask());
      for (int i = 0; keys != null && i < more.length; i++) {
        more[i] *= keys[i];
      }
      keys = more;
    }
    long far = layer.slidingWindow() == null ? Long.MAX_VALUE : layer.slidingWindow();
    long after = layer.isCausal() ? 1 : far;
    return new AttentionMask(numbers(inputs[0].mask()), keys, asked, known, far, after);
  }

  private static float[] numbers(INDArray mask) {
    return mask == null ? null : Floats.copy(mask);
  }

  private boolean sees(int sample, int from, int to) {
    return from - to < before
        && to - from < after
        && (queries == null || queries[sample * asked + from] != 0)
        && (keys == null || keys[sample * known + to] != 0);
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
                if (!sees(n, i / known, i % known)) {
                  rows[i] = hidden;
                }
              }
              scores.buffer().put(at, rows);
            }
          }
        });
  }
}
