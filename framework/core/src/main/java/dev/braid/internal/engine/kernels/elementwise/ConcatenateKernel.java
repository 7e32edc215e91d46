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

/** Inputs side by side, without masks: stretches of elements are copied out and back. */
public final class ConcatenateKernel extends FastKernel {
  /** Longer stretches are copied from buffer to buffer, shorter ones by way of the heap. */
  private static final int LONG = 64;

  private static final int BLOCK = 1 << 13;

  private static final ThreadLocalArrays OWN = new ThreadLocalArrays(2);

  private final Concatenate layer;

  public ConcatenateKernel(Concatenate layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** The layout of the result: {@code lengths} elements of each input in turn, {@code times}. */
  private record Stretches(int times, int[] lengths, long[][] shapes) implements SavedState {
    int total() {
      int total = 0;
      for (int length : lengths) {
        total += length;
      }
      return total;
    }

    boolean areShort() {
      return total() < LONG * lengths.length;
    }

    /** The number of concatenations on the heap at once: few enough to stay in the cache. */
    int together() {
      return Math.max(1, BLOCK / total());
    }

    /** Work on the stretches of some times. */
    void share(Workers.RangeBody work) {
      Workers.parallelFor(times, GrainSize.MOVED_ELEMENTS.items(total()), work);
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
    int times = 1;
    for (int i = 0; i < axis; i++) {
      times *= Math.toIntExact(shape[i]);
    }
    int[] lengths = new int[inputs.length];
    long[][] shapes = new long[inputs.length][];
    shape[axis] = 0;
    for (int i = 0; i < inputs.length; i++) {
      lengths[i] = Math.toIntExact(inputs[i].array().length()) / times;
      shapes[i] = inputs[i].array().shape();
      shape[axis] += shapes[i][axis];
    }
    Stretches all = new Stretches(times, lengths, shapes);
    Floats out = empty(shape);
    FloatBuffer[] parts = new FloatBuffer[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      parts[i] = dense(inputs[i].array()).buffer();
    }
    FloatBuffer whole = out.buffer();
    all.share((low, high) -> move(all, parts, whole, low, high, true));
    if (call.hasBackwardPass()) {
      call.save(all);
    }
    return new MaskedArray[] {new MaskedArray(out.array(), null)};
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    Stretches all = (Stretches) call.saved();
    FloatBuffer gradient = dense(outputGradients[0]).buffer();
    INDArray[] back = new INDArray[all.lengths().length];
    FloatBuffer[] parts = new FloatBuffer[back.length];
    for (int i = 0; i < back.length; i++) {
      if (call.requiresGradient(i)) {
        Floats part = empty(all.shapes()[i]);
        parts[i] = part.buffer();
        back[i] = part.array();
      }
    }
    all.share((low, high) -> move(all, parts, gradient, low, high, false));
    return back;
  }

  /** Between the inputs and the whole, in one direction or the other; missing ones are passed. */
  private static void move(
      Stretches all, FloatBuffer[] parts, FloatBuffer whole, int low, int high, boolean join) {
    if (all.areShort()) {
      byHeap(all, parts, whole, low, high, join);
      return;
    }
    int from = 0;
    for (int i = 0; i < parts.length; i++) {
      int length = all.lengths()[i];
      for (int n = low; parts[i] != null && n < high; n++) {
        if (join) {
          whole.put(n * all.total() + from, parts[i], n * length, length);
        } else {
          parts[i].put(n * length, whole, n * all.total() + from, length);
        }
      }
      from += length;
    }
  }

  private static void byHeap(
      Stretches all, FloatBuffer[] parts, FloatBuffer whole, int low, int high, boolean join) {
    int total = all.total();
    int together = all.together();
    float[] joined = OWN.get(0, together * total);
    float[] own = OWN.get(1, together * total);
    for (int at = low; at < high; at += together) {
      int count = Math.min(together, high - at);
      if (!join) {
        whole.get(at * total, joined, 0, count * total);
      }
      int from = 0;
      for (int i = 0; i < parts.length; i++) {
        int length = all.lengths()[i];
        if (join) {
          parts[i].get(at * length, own, 0, count * length);
          spread(own, joined, count, length, total, from);
        } else if (parts[i] != null) {
          gather(joined, own, count, length, total, from);
          parts[i].put(at * length, own, 0, count * length);
        }
        from += length;
      }
      if (join) {
        whole.put(at * total, joined, 0, count * total);
      }
    }
  }

  private static void spread(
      float[] own, float[] joined, int count, int length, int total, int from) {
    for (int n = 0; n < count; n++) {
      System.arraycopy(own, n * length, joined, n * total + from, length);
    }
  }

  private static void gather(
      float[] joined, float[] own, int count, int length, int total, int from) {
    for (int n = 0; n < count; n++) {
      System.arraycopy(joined, n * total + from, own, n * length, length);
    }
  }
}
