package dev.braid.internal.compute;

import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * Loops over all elements of arrays, block by block.
 *
 * <p><b>Idea.</b> Arrays are outside the heap, where C2 of JDK 17 vectorizes nothing. So a block of
 * each array is copied to the heap (a bulk copy, which is as fast as the memory), short loops
 * ({@link VectorizedLoops}) process it there, and the first block is copied back. A block stays in
 * the core's L1 cache, so that several consecutive loops read memory once.
 *
 * <p><b>Correctness.</b> Threads work on disjoint ranges, each with its own blocks, and element i
 * of the result depends only on elements i of the inputs; the output may be one of the inputs. The
 * work must not call another of these loops, which would use the same blocks.
 */
public final class BlockwiseLoops {
  /**
   * The length of a block: longer blocks are slow for arrays in memory, shorter ones for arrays in
   * a cache.
   */
  public static final int BLOCK = 768;

  /** The bound of small gradients, with which an optimizer's step is far from overflowing. */
  public static final float SMALL = 0x1p40f;

  /** The factor by which elements that are not small exceed the largest float. */
  private static final float OVERFLOW_SCALE = 0x1p88f;

  private static final float[] ZEROS = new float[BLOCK];
  private static final int MAX_ARRAYS = 6;
  private static final ThreadLocal<float[][]> BLOCKS =
      ThreadLocal.withInitial(() -> new float[MAX_ARRAYS][BLOCK]);

  private BlockwiseLoops() {}

  /** The work on one block of each array, in the order of the arrays. */
  @FunctionalInterface
  public interface Work {
    void run(float[][] blocks, int length);
  }

  /**
   * Runs work on all blocks and writes the content of the first array's block to {@code out}.
   *
   * @param in at most six arrays of the length of {@code out}, which may be one of them
   */
  public static void over(Work work, Floats out, Floats... in) {
    Workers.parallelForPieces(
        in[0].length(),
        GrainSize.MOVED_ELEMENTS.size(),
        (low, high) -> runRange(work, out, in, low, high, BLOCKS.get()));
  }

  private static void runRange(
      Work work, Floats out, Floats[] in, int low, int high, float[][] blocks) {
    for (int at = low; at < high; at += BLOCK) {
      int length = Math.min(BLOCK, high - at);
      for (int i = 0; i < in.length; i++) {
        in[i].buffer().get(at, blocks[i], 0, length);
      }
      work.run(blocks, length);
      if (out != null) {
        out.buffer().put(at, blocks[0], 0, length);
      }
    }
  }

  /** Returns the sum of two arrays in an array of the current step. */
  public static Floats sum(Floats a, Floats b) {
    Floats out = BufferPool.take(a.array().shape());
    over((blocks, length) -> VectorizedLoops.add(blocks[0], blocks[1], length), out, a, b);
    return out;
  }

  /** Adds all arrays to the first one, in order. */
  static Floats sum(List<Floats> arrays) {
    Floats sum = arrays.get(0);
    for (Floats each : arrays.subList(1, arrays.size())) {
      over((blocks, length) -> VectorizedLoops.add(blocks[0], blocks[1], length), sum, sum, each);
    }
    return sum;
  }

  /** Fills an array with repetitions of a row. */
  static void repeat(float[] row, Floats out) {
    float[] block = BLOCKS.get()[0];
    int length = row.length;
    if (length > BLOCK / 2) {
      block = row;
    } else {
      length = BLOCK / row.length * row.length;
      for (int at = 0; at < length; at += row.length) {
        System.arraycopy(row, 0, block, at, row.length);
      }
    }
    for (int at = 0; at < out.length(); at += length) {
      out.buffer().put(at, block, 0, Math.min(length, out.length() - at));
    }
  }

  /** Multiplies two arrays elementwise into a third one, which may be one of them. */
  public static Floats product(Floats a, Floats b, Floats out) {
    over((blocks, length) -> VectorizedLoops.multiply(blocks[0], blocks[1], length), out, a, b);
    return out;
  }

  /** Sets all elements to zero. */
  public static void clear(Floats array) {
    clear(array, 0, array.length());
  }

  /** Sets the elements in [from, to) to zero. */
  public static void clear(Floats array, int from, int to) {
    for (int at = from; at < to; at += BLOCK) {
      array.buffer().put(at, ZEROS, 0, Math.min(BLOCK, to - at));
    }
  }

  /** Returns whether all elements in [from, to) are finite. */
  public static boolean isFinite(Floats array, int from, int to) {
    return isBelow(array, from, to, 1);
  }

  /** Returns whether the magnitudes of all elements in [from, to) are below {@link #SMALL}. */
  public static boolean isSmall(Floats array, int from, int to) {
    return isBelow(array, from, to, OVERFLOW_SCALE);
  }

  /** Returns whether all elements times the scale are finite. */
  private static boolean isBelow(Floats array, int from, int to, float scale) {
    if (to - from < GrainSize.MOVED_ELEMENTS.size()) {
      return isRangeBelow(array, from, to, scale);
    }
    boolean[] isBelow = {true};
    Workers.parallelForPieces(
        to - from,
        GrainSize.MOVED_ELEMENTS.size(),
        (low, high) -> {
          if (!isRangeBelow(array, from + low, from + high, scale)) {
            isBelow[0] = false;
          }
        });
    return isBelow[0];
  }

  private static boolean isRangeBelow(Floats array, int low, int high, float scale) {
    float[] block = BLOCKS.get()[0];
    float[] marks = BLOCKS.get()[1];
    Arrays.fill(marks, 0);
    for (int at = low; at < high; at += BLOCK) {
      int length = Math.min(BLOCK, high - at);
      array.buffer().get(at, block, 0, length);
      markNonFinite(block, marks, scale, length);
    }
    float all = 0;
    for (float each : marks) {
      all += each;
    }
    return all == 0;
  }

  /** Adds zero times each scaled element: 0 if it is finite, otherwise NaN. */
  private static void markNonFinite(float[] block, float[] marks, float scale, int length) {
    for (int i = 0; i < length; i++) {
      marks[i] += block[i] * scale * 0f;
    }
  }

  /** Returns whether all elements are within a range; false if one is NaN. */
  public static boolean isWithin(Floats array, float min, float max) {
    float[] block = BLOCKS.get()[0];
    for (int at = 0; at < array.length(); at += BLOCK) {
      int length = Math.min(BLOCK, array.length() - at);
      array.buffer().get(at, block, 0, length);
      boolean within = true;
      for (int i = 0; i < length; i++) {
        within &= block[i] >= min && block[i] <= max;
      }
      if (!within) {
        return false;
      }
    }
    return true;
  }

  /** Returns a copy in an array of the current step. */
  public static Floats copy(Floats array) {
    Floats copy = BufferPool.take(array.array().shape());
    Workers.parallelForPieces(
        array.length(),
        GrainSize.MOVED_ELEMENTS.size(),
        (low, high) -> copy.buffer().put(low, array.buffer(), low, high - low));
    return copy;
  }
}
