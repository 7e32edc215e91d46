package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import java.nio.FloatBuffer;

/**
 * A way through time: sizes, memory of all steps, and which step comes when.
 *
 * <p>Everything is (samples, steps, width), so that a step's rows are a matrix whose rows lie far
 * apart, and all rows of all steps are one large matrix.
 *
 * @param x the input
 * @param mask 1 where a step of a sample is real, or null
 * @param backwards whether the last step comes first
 * @param projected the input's product with the kernel and the bias; later the gates
 * @param before the state before each step
 * @param extra what else the cell keeps of each step
 * @param result what comes out: of all steps in the order of the walk, or of the last one
 */
record Walk(
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
    Floats[] extra,
    Floats result)
    implements FastKernel.Kept {

  /** Makes all buffers, before several threads ask for them. */
  void open() {
    x.buffer();
    projected.buffer();
    before.buffer();
    result.buffer();
    for (Floats each : extra) {
      each.buffer();
    }
  }

  /** The step of the input that the walk comes to as number {@code i}. */
  int step(int i) {
    return backwards ? steps - 1 - i : i;
  }

  boolean padding(int sample, int step) {
    return mask != null && mask[sample * steps + step] == 0;
  }

  /** Copies a step's rows of samples [low, high) to the heap. */
  void load(FloatBuffer from, int size, int low, int high, int step, float[] to) {
    for (int n = low; n < high; n++) {
      from.get((n * steps + step) * size, to, (n - low) * size, size);
    }
  }

  void store(float[] from, int size, int low, int high, int step, FloatBuffer to) {
    for (int n = low; n < high; n++) {
      to.put((n * steps + step) * size, from, (n - low) * size, size);
    }
  }

  /** Writes the output of the walk's step number {@code i}. */
  void put(float[] state, int low, int high, int i) {
    if (!sequences && i < steps - 1) {
      return;
    }
    float[] none = new float[units];
    for (int n = low; n < high; n++) {
      int at = sequences ? (n * steps + i) * units : n * units;
      if (zerosPadding && padding(n, step(i))) {
        result.buffer().put(at, none);
      } else {
        result.buffer().put(at, state, (n - low) * units, units);
      }
    }
  }

  /** Adds the slope of the output of step number {@code i} to that of the state after it. */
  void take(FloatBuffer slopes, float[] row, float[] state, int low, int high, int i) {
    if (!sequences && i < steps - 1) {
      return;
    }
    for (int n = low; n < high; n++) {
      if (zerosPadding && padding(n, step(i))) {
        continue;
      }
      slopes.get(sequences ? (n * steps + i) * units : n * units, row);
      int at = (n - low) * units;
      for (int k = 0; k < units; k++) {
        state[at + k] = ((state[at + k] + row[k]) + 1e-20f) - 1e-20f;
      }
    }
  }
}
