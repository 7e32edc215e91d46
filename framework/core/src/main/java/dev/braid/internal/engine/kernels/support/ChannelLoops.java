package dev.braid.internal.engine.kernels.support;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.ThreadLocalArrays;
import dev.braid.internal.compute.VectorizedLoops;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import java.util.Arrays;

/**
 * Loops over rows of channels.
 *
 * <p>There may be few channels, so several rows at a time are one long loop, in which the elements
 * of a channel recur at a fixed distance.
 */
public final class ChannelLoops {
  /** This many elements of each of a dozen arrays stay in a core's first cache. */
  private static final int BLOCK = 512;

  private static final int MOST_BLOCKS = 4;
  private static final ThreadLocalArrays OWN = new ThreadLocalArrays(MOST_BLOCKS);

  private final int channels;
  private final int block;
  private final int rows;

  public ChannelLoops(int rows, int channels) {
    this.rows = rows;
    this.channels = channels;
    this.block = channels * Math.max(1, BLOCK / channels);
  }

  /** The sum of each channel. */
  public static float[] sums(Floats numbers, int rows, int channels) {
    if (numbers.length() < GrainSize.MOVED_ELEMENTS.size()) {
      // to gather sums of parts takes longer than a small layer's bias
      float[] sums = new float[channels];
      float[] row = OWN.get(0, channels);
      for (int i = 0; i < rows; i++) {
        numbers.buffer().get(i * channels, row, 0, channels);
        VectorizedLoops.add(sums, row, channels);
      }
      return sums;
    }
    Work adding = (blocks, sums, length) -> VectorizedLoops.add(sums[0], blocks[0], length);
    return ParallelSums.rounded(new ChannelLoops(rows, channels).over(adding, null, 1, numbers)[0]);
  }

  /** A value for each channel, repeated along a block. */
  public float[] along(float[] each) {
    float[] all = new float[block];
    for (int at = 0; at < block; at += channels) {
      System.arraycopy(each, 0, all, at, channels);
    }
    return all;
  }

  /** Work on one block; arrays may be changed, and what is in the first one can be written back. */
  @FunctionalInterface
  public interface Work {
    void run(float[][] blocks, float[][] sums, int length);
  }

  /**
   * Goes over all blocks of some arrays.
   *
   * @param out takes the first block after the work, or null
   * @param sums how many sums along channels are gathered
   */
  public double[][] over(Work work, Floats out, int sums, Floats... arrays) {
    ParallelSums totals = new ParallelSums(sums, channels);
    int perBlock = block / channels;
    int blocks = (rows + perBlock - 1) / perBlock;
    Workers.parallelFor(
        blocks,
        GrainSize.MOVED_ELEMENTS.items(block),
        (low, high) -> {
          float[][] loaded = own(0, arrays.length);
          float[][] partial = own(arrays.length, sums);
          for (float[] each : partial) {
            Arrays.fill(each, 0);
          }
          for (int i = low; i < high; i++) {
            int at = i * block;
            int length = Math.min(block, rows * channels - at);
            for (int k = 0; k < arrays.length; k++) {
              arrays[k].buffer().get(at, loaded[k], 0, length);
            }
            work.run(loaded, partial, length);
            if (out != null) {
              out.buffer().put(at, loaded[0], 0, length);
            }
          }
          if (sums > 0) {
            totals.put(low, gathered(partial));
          }
        });
    return totals.all();
  }

  /** Blocks of this thread, with anything in them. */
  private float[][] own(int from, int count) {
    float[][] blocks = new float[count][];
    Arrays.setAll(blocks, i -> OWN.get(from + i, block));
    return blocks;
  }

  /** The sums of a part, those of a channel added up. */
  private double[][] gathered(float[][] partial) {
    double[][] sums = new double[partial.length][channels];
    for (int k = 0; k < partial.length; k++) {
      for (int at = 0; at < block; at += channels) {
        for (int i = 0; i < channels; i++) {
          sums[k][i] += partial[k][at + i];
        }
      }
    }
    return sums;
  }
}
