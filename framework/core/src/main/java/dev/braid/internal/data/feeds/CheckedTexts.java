package dev.braid.internal.data.feeds;

import dev.braid.internal.data.arrays.TextArray;
import dev.braid.layers.HostArray;

/**
 * Texts that fit their input.
 *
 * @param sample the shape of one sample in a batch
 */
record CheckedTexts(TextArray texts, long[] sample) implements CheckedInput {
  @Override
  public HostArray host(int[] order, int from, int to) {
    return HostArray.of(texts.take(order, from, to), CheckedInput.sizes(to - from, sample));
  }
}
