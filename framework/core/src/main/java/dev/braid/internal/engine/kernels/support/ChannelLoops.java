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
 * <p>As there may be few channels, several rows form one long loop, in which the elements of a
 * channel repeat at a fixed distance.
 */
public final class ChannelLoops {
  /** The number of elements per block, of which a dozen stay in a core's L1 cache. */
  private static final int BLOCK = 512;

  private static final int MAX_BLOCKS = 4;
  private static final ThreadLocalArrays BUFFERS = new ThreadLocalArrays(MAX_BLOCKS);

  private final int channels;
  private final int block;
  private final int rows;

  public ChannelLoops(int rows, int channels) {
    this.rows = rows;
    this.channels = channels;
    this.block = channels * Math.max(1, BLOCK / channels);
  }

  /** Returns the sum of each channel. */
  public static float[] sums(Floats array, int rows, int channels) {
    if (array.length() < GrainSize.MOVED_ELEMENTS.size()) {
      // partial sums cost more than the bias of a small layer
      float[] sums = new float[channels];
      float[] row = BUFFERS.get(0, channels);
      for (int i = 0; i < rows; i++) {
        array.buffer().get(i * channels, row, 0, channels);
        VectorizedLoops.add(sums, row, channels);
      }
      return sums;
    }
    Work addition = (blocks, sums, length) -> VectorizedLoops.add(sums[0], blocks[0], length);
    return ParallelSums.rounded(new ChannelLoops(rows, channels).over(addition, null, 1, array)[0]);
  }

  /** Returns a value per channel, repeated along a block. */
  public float[] along(float[] each) {
    float[] all = new float[block];
    for (int at = 0; at < block; at += channels) {
      System.arraycopy(each, 0, all, at, channels);
    }
    return all;
  }

  /** The work on one block; it may change the blocks, and the first one can be written back. */
  @FunctionalInterface
  public interface Work {
    void run(float[][] blocks, float[][] sums, int length);
  }

  /**
   * Runs work on all blocks of some arrays and returns the sums along channels.
   *
   * @param out receives the first block after the work, or null
   * @param sums the number of sums along channels
   */
  public double[][] over(Work work, Floats out, int sums, Floats... arrays) {
    ParallelSums totals = new ParallelSums(sums, channels);
    int perBlock = block / channels;
    int blocks = (rows + perBlock - 1) / perBlock;
    Workers.parallelFor(
        blocks,
        GrainSize.MOVED_ELEMENTS.items(block),
        (low, high) -> {
          float[][] loaded = buffers(0, arrays.length);
          float[][] partial = buffers(arrays.length, sums);
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
            totals.put(low, byChannel(partial));
          }
        });
    return totals.all();
  }

  /** Returns uninitialized blocks of this thread. */
  private float[][] buffers(int from, int count) {
    float[][] blocks = new float[count][];
    Arrays.setAll(blocks, i -> BUFFERS.get(from + i, block));
    return blocks;
  }

  /** Returns the sums of one range by channel. */
  private double[][] byChannel(float[][] partial) {
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
