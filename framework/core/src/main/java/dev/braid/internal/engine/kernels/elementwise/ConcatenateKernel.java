package dev.braid.internal.engine.kernels.elementwise;

import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.ThreadLocalArrays;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.merging.Concatenate;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Concatenation without masks: contiguous runs of elements are copied. */
public final class ConcatenateKernel extends FastKernel {
  /** The run length from which runs are copied between buffers, not through the heap. */
  private static final int DIRECT_LENGTH = 64;

  private static final int BLOCK = 1 << 13;

  private static final ThreadLocalArrays BUFFERS = new ThreadLocalArrays(2);

  private final Concatenate layer;

  public ConcatenateKernel(Concatenate layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /**
   * The layout of the result: {@code lengths} elements of each input in turn, {@code count} times.
   */
  private record RunLayout(int count, int[] lengths, long[][] shapes) implements SavedState {
    int total() {
      int total = 0;
      for (int length : lengths) {
        total += length;
      }
      return total;
    }

    boolean hasShortRuns() {
      return total() < DIRECT_LENGTH * lengths.length;
    }

    /** Returns the number of repetitions in a block on the heap, which stays in the cache. */
    int blockSize() {
      return Math.max(1, BLOCK / total());
    }

    /** Runs work on ranges of the repetitions. */
    void forEachRange(Workers.RangeBody work) {
      Workers.parallelFor(count, GrainSize.MOVED_ELEMENTS.items(total()), work);
    }
  }

  @Override
  protected boolean supports(KernelCall call, MaskedArray[] inputs) {
    for (MaskedArray input : inputs) {
      if (input.mask() != null) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    long[] shape = inputs[0].array().shape().clone();
    int axis = layer.axis() < 0 ? layer.axis() + shape.length : layer.axis();
    int count = 1;
    for (int i = 0; i < axis; i++) {
      count *= Math.toIntExact(shape[i]);
    }
    int[] lengths = new int[inputs.length];
    long[][] shapes = new long[inputs.length][];
    shape[axis] = 0;
    for (int i = 0; i < inputs.length; i++) {
      lengths[i] = Math.toIntExact(inputs[i].array().length()) / count;
      shapes[i] = inputs[i].array().shape();
      shape[axis] += shapes[i][axis];
    }
    RunLayout layout = new RunLayout(count, lengths, shapes);
    Floats out = empty(shape);
    FloatBuffer[] parts = new FloatBuffer[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      parts[i] = dense(inputs[i].array()).buffer();
    }
    FloatBuffer whole = out.buffer();
    layout.forEachRange((low, high) -> move(layout, parts, whole, low, high, true));
    if (call.hasBackwardPass()) {
      call.save(layout);
    }
    return new MaskedArray[] {new MaskedArray(out.array(), null)};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    RunLayout layout = (RunLayout) call.saved();
    FloatBuffer gradient = dense(outputGradients[0]).buffer();
    INDArray[] inputGradients = new INDArray[layout.lengths().length];
    FloatBuffer[] parts = new FloatBuffer[inputGradients.length];
    for (int i = 0; i < inputGradients.length; i++) {
      if (call.requiresGradient(i)) {
        Floats part = empty(layout.shapes()[i]);
        parts[i] = part.buffer();
        inputGradients[i] = part.array();
      }
    }
    layout.forEachRange((low, high) -> move(layout, parts, gradient, low, high, false));
    return inputGradients;
  }

  /** Copies between the inputs and the result in one direction; null inputs are skipped. */
  private static void move(
      RunLayout layout, FloatBuffer[] parts, FloatBuffer whole, int low, int high, boolean join) {
    if (layout.hasShortRuns()) {
      moveThroughHeap(layout, parts, whole, low, high, join);
      return;
    }
    int from = 0;
    for (int i = 0; i < parts.length; i++) {
      int length = layout.lengths()[i];
      for (int n = low; parts[i] != null && n < high; n++) {
        if (join) {
          whole.put(n * layout.total() + from, parts[i], n * length, length);
        } else {
          parts[i].put(n * length, whole, n * layout.total() + from, length);
        }
      }
      from += length;
    }
  }

  private static void moveThroughHeap(
      RunLayout layout, FloatBuffer[] parts, FloatBuffer whole, int low, int high, boolean join) {
    int total = layout.total();
    int blockSize = layout.blockSize();
    float[] joined = BUFFERS.get(0, blockSize * total);
    float[] runs = BUFFERS.get(1, blockSize * total);
    for (int at = low; at < high; at += blockSize) {
      int count = Math.min(blockSize, high - at);
      if (!join) {
        whole.get(at * total, joined, 0, count * total);
      }
      int from = 0;
      for (int i = 0; i < parts.length; i++) {
        int length = layout.lengths()[i];
        if (join) {
          parts[i].get(at * length, runs, 0, count * length);
          interleave(runs, joined, count, length, total, from);
        } else if (parts[i] != null) {
          deinterleave(joined, runs, count, length, total, from);
          parts[i].put(at * length, runs, 0, count * length);
        }
        from += length;
      }
      if (join) {
        whole.put(at * total, joined, 0, count * total);
      }
    }
  }

  private static void interleave(
      float[] runs, float[] joined, int count, int length, int total, int from) {
    for (int n = 0; n < count; n++) {
      System.arraycopy(runs, n * length, joined, n * total + from, length);
    }
  }

  private static void deinterleave(
      float[] joined, float[] runs, int count, int length, int total, int from) {
    for (int n = 0; n < count; n++) {
      System.arraycopy(joined, n * total + from, runs, n * length, length);
    }
  }
}
