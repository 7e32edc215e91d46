package dev.braid.internal.compute;

import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import java.util.Arrays;
import java.util.List;

/**
 * Loops over all elements of arrays, a block at a time.
 *
 * <p><b>Idea.</b> Arrays lie outside the heap, where C2 of JDK 17 vectorizes nothing. So a block of
 * each array is copied to the heap (a bulk copy, which is as fast as memory), where short loops
 * ({@link VectorizedLoops}) work on it, and the first block is copied back. A block stays in the
 * core's first cache all the while, so that several loops after each other read memory once.
 *
 * <p><b>Right because</b> threads work on ranges that don't overlap, each with blocks of its own,
 * and element i of the result depends on elements i of the inputs alone; the output may be one of
 * the inputs. The work must not call another of these loops, which would use the same blocks.
 */
public final class BlockwiseLoops {
  /**
   * The length of a block: longer ones are slow where arrays come from memory, shorter ones where
   * they come from a cache.
   */
  public static final int BLOCK = 768;

  /** Gradients below this are small: steps with them are far from overflowing. */
  public static final float SMALL = 0x1p40f;

  /** Times this, elements that are not small are beyond the largest float. */
  private static final float BEYOND_SMALL = 0x1p88f;

  private static final float[] ZEROS = new float[BLOCK];
  private static final int MOST_ARRAYS = 6;
  private static final ThreadLocal<float[][]> OWN =
      ThreadLocal.withInitial(() -> new float[MOST_ARRAYS][BLOCK]);

  private BlockwiseLoops() {}

  /** Work on a block of each array, in the order of the arrays. */
  @FunctionalInterface
  public interface Work {
    void run(float[][] blocks, int length);
  }

  /**
   * Runs work on all blocks and writes what it leaves in the first array's block.
   *
   * @param in at most six arrays as long as {@code out}, which may be among them
   */
  public static void over(Work work, Floats out, Floats... in) {
    Workers.parallelForPieces(
        in[0].length(),
        GrainSize.MOVED_ELEMENTS.size(),
        (low, high) -> part(work, out, in, low, high, OWN.get()));
  }

  private static void part(
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

  /** The sum of two arrays, in an array of this step. */
  public static Floats sum(Floats a, Floats b) {
    Floats out = BufferPool.take(a.array().shape());
    over((blocks, length) -> VectorizedLoops.add(blocks[0], blocks[1], length), out, a, b);
    return out;
  }

  /** Adds all arrays to the first one, in their order. */
  static Floats sum(List<Floats> arrays) {
    Floats sum = arrays.get(0);
    for (Floats each : arrays.subList(1, arrays.size())) {
      over((blocks, length) -> VectorizedLoops.add(blocks[0], blocks[1], length), sum, sum, each);
    }
    return sum;
  }

  /** Fills an array with repetitions of a row. */
  static void repeat(float[] row, Floats out) {
    float[] block = OWN.get()[0];
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

  /** False where an element in [from, to) is infinite or NaN. */
  public static boolean isFinite(Floats array, int from, int to) {
    return below(array, from, to, 1);
  }

  /** False where an element in [from, to) is not below {@link #SMALL}, or NaN. */
  public static boolean isSmall(Floats array, int from, int to) {
    return below(array, from, to, BEYOND_SMALL);
  }

  /** False where an element times the scale is beyond the largest float, or NaN. */
  private static boolean below(Floats array, int from, int to, float scale) {
    if (to - from < GrainSize.MOVED_ELEMENTS.size()) {
      return belowPart(array, from, to, scale);
    }
    boolean[] below = {true};
    Workers.parallelForPieces(
        to - from,
        GrainSize.MOVED_ELEMENTS.size(),
        (low, high) -> {
          if (!belowPart(array, from + low, from + high, scale)) {
            below[0] = false;
          }
        });
    return below[0];
  }

  private static boolean belowPart(Floats array, int low, int high, float scale) {
    float[] block = OWN.get()[0];
    float[] found = OWN.get()[1];
    Arrays.fill(found, 0);
    for (int at = low; at < high; at += BLOCK) {
      int length = Math.min(BLOCK, high - at);
      array.buffer().get(at, block, 0, length);
      mark(block, found, scale, length);
    }
    float all = 0;
    for (float each : found) {
      all += each;
    }
    return all == 0;
  }

  /** Adds zero times each element: nothing where it is finite, else NaN. */
  private static void mark(float[] block, float[] found, float scale, int length) {
    for (int i = 0; i < length; i++) {
      found[i] += block[i] * scale * 0f;
    }
  }

  /** False where an element is outside of a range, or NaN. */
  public static boolean isWithin(Floats array, float least, float most) {
    float[] block = OWN.get()[0];
    for (int at = 0; at < array.length(); at += BLOCK) {
      int length = Math.min(BLOCK, array.length() - at);
      array.buffer().get(at, block, 0, length);
      boolean within = true;
      for (int i = 0; i < length; i++) {
        within &= block[i] >= least && block[i] <= most;
      }
      if (!within) {
        return false;
      }
    }
    return true;
  }

  /** A copy in an array of this step. */
  public static Floats copy(Floats array) {
    Floats copy = BufferPool.take(array.array().shape());
    Workers.parallelForPieces(
        array.length(),
        GrainSize.MOVED_ELEMENTS.size(),
        (low, high) -> copy.buffer().put(low, array.buffer(), low, high - low));
    return copy;
  }
}
