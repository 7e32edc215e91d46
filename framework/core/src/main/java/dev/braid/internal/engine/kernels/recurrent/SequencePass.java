package dev.braid.internal.engine.kernels.recurrent;

import dev.braid.internal.compute.Blas.Matrix;
import dev.braid.internal.compute.Floats;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A pass over sequences: sizes, the arrays of all steps, and the order of steps.
 *
 * <p>Arrays for large products are (samples, steps, width). The values that a thread saves of its
 * samples are a block per step, in which the elements of each gate are contiguous for all samples.
 *
 * @param x the input, after dropout
 * @param mask 1 for a real step of a sample, 0 for padding, or null
 * @param backwards whether the last step comes first
 * @param returnsSequences whether the result has all steps
 * @param zerosPadding whether outputs at padding are zero
 * @param projected the input's product with the kernel, plus the bias
 * @param previousStates the state before each step
 * @param saved the values that the cell saves of each step, or null without a backward pass
 * @param result the outputs of all steps in the order of the sequence, or of the last step
 * @param factors the dropout factors of the input, or null
 * @param initialStates the states before all steps, or null for zeros
 * @param finalStates receives the states after all steps
 */
record SequencePass(
    int samples,
    int steps,
    int units,
    int width,
    Floats x,
    float[] mask,
    boolean backwards,
    boolean returnsSequences,
    boolean zerosPadding,
    Floats projected,
    Floats previousStates,
    Floats saved,
    Floats result,
    Floats factors,
    Floats[] initialStates,
    Floats[] finalStates) {

  /**
   * The recurrent weights.
   *
   * @param kernel the recurrent kernel, transposed in the backward pass
   * @param bias the bias of its product, or null
   */
  record Weights(Floats kernel, float[] bias) {}

  /**
   * The gradients in the backward pass.
   *
   * @param outputs the gradients of the outputs, or null
   * @param finalStates the gradients of the states after all steps, each of which may be null
   * @param inputGradient receives the gradients of the projected input
   * @param recurrentGradient receives the gradients of the recurrent product if it is separate
   * @param buffer memory for one state per sample
   * @param initialStateGradients receives the gradients of the states before all steps, or null
   */
  record Gradients(
      Floats outputs,
      Floats[] finalStates,
      Floats inputGradient,
      Floats recurrentGradient,
      Floats buffer,
      Floats[] initialStateGradients) {}

  /** Returns whether the state before the i-th step of the sequence may be other than zero. */
  boolean hasState(int i) {
    return i > 0 || initialStates != null;
  }

  /** Returns the rows of a step for samples from {@code low} on, in an array of all steps. */
  Matrix rows(Floats array, int size, int low, int step) {
    FloatPointer start = new FloatPointer(array);
    return new Matrix(start.position(((long) low * steps + step) * size), steps * size);
  }

  /** Returns the step of the input that is the i-th of the sequence. */
  int step(int i) {
    return backwards ? steps - 1 - i : i;
  }

  boolean padding(int sample, int step) {
    return mask != null && mask[sample * steps + step] == 0;
  }

  /** Copies a step's rows to the heap, for samples from {@code low} on. */
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

  /** Saves the arrays of a step for samples from {@code low} on. */
  void saveStep(int low, int step, float[]... arrays) {
    if (saved == null) {
      return;
    }
    int offset = block(low, step, arrays);
    for (float[] array : arrays) {
      saved.buffer().put(offset, array);
      offset += array.length;
    }
  }

  void loadStep(int low, int step, float[]... arrays) {
    int offset = block(low, step, arrays);
    for (float[] array : arrays) {
      saved.buffer().get(offset, array);
      offset += array.length;
    }
  }

  private int block(int low, int step, float[]... arrays) {
    int all = arrays.length * arrays[0].length;
    int perSample = all / (arrays[0].length / units);
    return low * steps * perSample + step * all;
  }

  /** Writes the output of the i-th step of the sequence. */
  void writeOutput(float[][] state, int low, int i) {
    if (!returnsSequences && i < steps - 1) {
      return;
    }
    float[] zeros = new float[units];
    for (int n = 0; n < state.length; n++) {
      boolean isZero = zerosPadding && padding(low + n, step(i));
      result.buffer().put(outputOffset(low + n, i), isZero ? zeros : state[n], 0, units);
    }
  }

  private int outputOffset(int sample, int i) {
    return returnsSequences ? (sample * steps + i) * units : sample * units;
  }

  /** Adds the gradient of the i-th step's output to that of the state after it. */
  void addOutputGradient(FloatBuffer gradients, float[] row, float[] state, int low, int i) {
    if (!returnsSequences && i < steps - 1) {
      return;
    }
    int rows = state.length / units;
    for (int n = 0; n < rows; n++) {
      if (zerosPadding && padding(low + n, step(i))) {
        continue;
      }
      gradients.get(outputOffset(low + n, i), row);
      int at = n * units;
      for (int k = 0; k < units; k++) {
        state[at + k] = ((state[at + k] + row[k]) + 1e-20f) - 1e-20f;
      }
    }
  }
}
