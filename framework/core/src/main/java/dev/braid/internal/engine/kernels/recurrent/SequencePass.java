package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.Blas.Matrix;
import dev.braid.internal.compute.Floats;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A pass over sequences: sizes, the arrays of all steps, and the order of steps.
 *
 * <p>What large products read is (samples, steps, width). What a thread keeps of its samples for
 * the backward pass is a block for each step, in which all samples' elements of one gate lie
 * together.
 *
 * @param x the input
 * @param mask 1 where a step of a sample is real, or null
 * @param backwards whether the last step comes first
 * @param projected the input's product with the kernel and the bias
 * @param before the state before each step
 * @param kept what the cell keeps of each step, or null where there is no backward pass
 * @param result what comes out: of all steps in the order of the sequence, or of the last one
 * @param factors what dropout multiplied the input by, or null; the input is what it left
 * @param starts the states before all steps, or null where they are zeros
 * @param ends takes the states after all steps
 */
record SequencePass(
    int samples,
    int steps,
    int units,
    int width,
    Floats x,
    float[] mask,
    boolean backwards,
    boolean sequences,
    boolean zerosPadding,
    Floats projected,
    Floats before,
    Floats kept,
    Floats result,
    Floats factors,
    Floats[] starts,
    Floats[] ends) {

  /**
   * The weights of the state.
   *
   * @param kernel the recurrent kernel, or its transposed in the backward pass
   * @param bias what is added to its product with the state, or null
   */
  record Weights(Floats kernel, float[] bias) {}

  /**
   * Gradients in the backward pass.
   *
   * @param outputs with respect to the outputs, or null
   * @param ends by the states after all steps, each perhaps null
   * @param atInput takes the gradients by what was projected
   * @param atState takes the gradients by the product with the state, where that is another
   * @param buffer memory for a state of each sample
   * @param atStarts takes the gradients by the states before all steps, or null
   */
  record Gradients(
      Floats outputs,
      Floats[] ends,
      Floats atInput,
      Floats atState,
      Floats buffer,
      Floats[] atStarts) {}

  /** True where the state before the sequence's step number {@code i} is perhaps not zero. */
  boolean begun(int i) {
    return i > 0 || starts != null;
  }

  /** Where rows of samples from {@code low} on begin in an array of all steps. */
  Matrix rows(Floats of, int size, int low, int step) {
    FloatPointer at = new FloatPointer(of);
    return new Matrix(at.position(((long) low * steps + step) * size), steps * size);
  }

  /** The step of the input that the sequence comes to as number {@code i}. */
  int step(int i) {
    return backwards ? steps - 1 - i : i;
  }

  boolean padding(int sample, int step) {
    return mask != null && mask[sample * steps + step] == 0;
  }

  /** Copies a step's rows of samples from {@code low} on to the heap. */
  void load(FloatBuffer from, int size, int low, int step, float[][] to) {
    for (int n = 0; n < to.length; n++) {
      from.get(((low + n) * steps + step) * size, to[n], 0, size);
    }
  }

  void store(float[][] from, int size, int low, int step, FloatBuffer to) {
    for (int n = 0; n < from.length; n++) {
      to.put(((low + n) * steps + step) * size, from[n], 0, size);
    }
  }

  /** Between the heap and the block of a step; {@code arrays} are those of the gates in order. */
  void keep(int low, int step, float[]... arrays) {
    if (kept == null) {
      return;
    }
    int at = block(low, step, arrays);
    for (float[] array : arrays) {
      kept.buffer().put(at, array);
      at += array.length;
    }
  }

  void recall(int low, int step, float[]... arrays) {
    int at = block(low, step, arrays);
    for (float[] array : arrays) {
      kept.buffer().get(at, array);
      at += array.length;
    }
  }

  private int block(int low, int step, float[]... arrays) {
    int all = arrays.length * arrays[0].length;
    int perSample = all / (arrays[0].length / units);
    return low * steps * perSample + step * all;
  }

  /** Writes the output of the sequence's step number {@code i}. */
  void put(float[][] state, int low, int i) {
    if (!sequences && i < steps - 1) {
      return;
    }
    float[] none = new float[units];
    for (int n = 0; n < state.length; n++) {
      boolean zero = zerosPadding && padding(low + n, step(i));
      result.buffer().put(place(low + n, i), zero ? none : state[n], 0, units);
    }
  }

  private int place(int sample, int i) {
    return sequences ? (sample * steps + i) * units : sample * units;
  }

  /** Adds the gradient of the output of step number {@code i} to that of the state after it. */
  void take(FloatBuffer gradients, float[] row, float[] state, int low, int i) {
    if (!sequences && i < steps - 1) {
      return;
    }
    int rows = state.length / units;
    for (int n = 0; n < rows; n++) {
      if (zerosPadding && padding(low + n, step(i))) {
        continue;
      }
      gradients.get(place(low + n, i), row);
      int at = n * units;
      for (int k = 0; k < units; k++) {
        state[at + k] = ((state[at + k] + row[k]) + 1e-20f) - 1e-20f;
      }
    }
  }
}
