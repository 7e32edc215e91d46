package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Signal;
import dev.braid.layers.merging.Concatenate;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Inputs side by side, without masks: stretches of numbers are copied out and back. */
final class ConcatenateKernel extends FastKernel {
  /** Longer stretches are copied from buffer to buffer, shorter ones by way of the heap. */
  private static final int LONG = 64;

  private final Concatenate layer;

  ConcatenateKernel(Concatenate layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /**
   * What lies where: of each input so many numbers, then of the next one; and so on, {@code times}.
   */
  private record Stretches(int times, int[] lengths, long[][] shapes) implements Kept {
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
  }

  @Override
  boolean covers(Call call, Signal[] inputs) {
    for (Signal input : inputs) {
      if (input.mask() != null) {
        return false;
      }
    }
    return true;
  }

  @Override
  Signal[] run(Call call, Signal[] inputs) {
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
    int from = 0;
    float[] joined = all.areShort() ? new float[out.length()] : null;
    for (int i = 0; i < inputs.length; i++) {
      copy(all, dense(inputs[i].array()), lengths[i], out, joined, from, true);
      from += lengths[i];
    }
    if (joined != null) {
      out.buffer().put(0, joined);
    }
    if (call.remembers()) {
      call.keep(all);
    }
    return new Signal[] {new Signal(out.array(), null)};
  }

  /** Between an input and its stretches of the whole. */
  private static void copy(
      Stretches all, Floats part, int length, Floats whole, float[] heap, int from, boolean join) {
    int step = all.total();
    if (heap != null) {
      float[] own = join ? part.toHeap() : new float[part.length()];
      for (int n = 0; n < all.times(); n++) {
        if (join) {
          System.arraycopy(own, n * length, heap, n * step + from, length);
        } else {
          System.arraycopy(heap, n * step + from, own, n * length, length);
        }
      }
      if (!join) {
        part.buffer().put(0, own);
      }
      return;
    }
    for (int n = 0; n < all.times(); n++) {
      if (join) {
        whole.buffer().put(n * step + from, part.buffer(), n * length, length);
      } else {
        part.buffer().put(n * length, whole.buffer(), n * step + from, length);
      }
    }
  }

  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    Stretches all = (Stretches) call.kept();
    Floats slope = dense(outputGradients[0]);
    float[] heap = all.areShort() ? slope.toHeap() : null;
    INDArray[] back = new INDArray[all.lengths().length];
    int from = 0;
    for (int i = 0; i < back.length; i++) {
      int length = all.lengths()[i];
      if (call.wants(i)) {
        Floats part = empty(all.shapes()[i]);
        copy(all, part, length, slope, heap, from, false);
        back[i] = part.array();
      }
      from += length;
    }
    return back;
  }
}
