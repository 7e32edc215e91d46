package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Workers;
import java.util.function.IntFunction;

/**
 * Loops over rows of channels.
 *
 * <p>There may be few channels, so several rows at a time are one long loop, in which the numbers
 * of a channel come back at every so many places.
 */
final class Channels {
  private static final int LEAST_SHARE = 32_768;

  private final int channels;
  private final int block;
  private final int rows;

  Channels(int rows, int channels) {
    this.rows = rows;
    this.channels = channels;
    this.block = channels * Math.max(1, 1024 / channels);
  }

  /** One number a channel, repeated along a block. */
  float[] along(float[] each) {
    float[] all = new float[block];
    for (int i = 0; i < block; i++) {
      all[i] = each[i % channels];
    }
    return all;
  }

  /** Work on one block; arrays may be changed, and what is in the first one can be written back. */
  @FunctionalInterface
  interface Work {
    void run(float[][] blocks, float[][] sums, int length);
  }

  /**
   * Goes over all blocks of some arrays.
   *
   * @param out takes the first block after the work, or null
   * @param sums how many sums along channels are gathered
   */
  double[][] over(Work work, Floats out, int sums, Floats... arrays) {
    double[][] totals = new double[sums][channels];
    for (Floats array : arrays) {
      array.buffer();
    }
    if (out != null) {
      out.buffer();
    }
    int perBlock = block / channels;
    int blocks = (rows + perBlock - 1) / perBlock;
    Workers.share(
        blocks,
        Math.max(1, LEAST_SHARE / block),
        (low, high) -> {
          float[][] tiles = arrays(arrays.length, i -> new float[block]);
          float[][] partial = arrays(sums, i -> new float[block]);
          for (int i = low; i < high; i++) {
            int at = i * block;
            int length = Math.min(block, rows * channels - at);
            for (int k = 0; k < arrays.length; k++) {
              arrays[k].buffer().get(at, tiles[k], 0, length);
            }
            work.run(tiles, partial, length);
            if (out != null) {
              out.buffer().put(at, tiles[0], 0, length);
            }
          }
          gather(totals, partial);
        });
    return totals;
  }

  private static float[][] arrays(int count, IntFunction<float[]> make) {
    float[][] arrays = new float[count][];
    for (int i = 0; i < count; i++) {
      arrays[i] = make.apply(i);
    }
    return arrays;
  }

  private void gather(double[][] totals, float[][] partial) {
    synchronized (totals) {
      for (int k = 0; k < totals.length; k++) {
        for (int i = 0; i < block; i++) {
          totals[k][i % channels] += partial[k][i];
        }
      }
    }
  }
}
