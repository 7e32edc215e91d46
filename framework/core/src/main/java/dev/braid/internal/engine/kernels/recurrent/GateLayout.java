package dev.braid.internal.engine.kernels.recurrent;

import java.util.Arrays;

/**
 * Numbers of some samples, turned between two orders: a row a sample, or an array a gate.
 *
 * <p>Loops over gates are long and run over whole arrays from 0, which the compiler can vectorize.
 */
final class GateLayout {
  private GateLayout() {}

  /** From rows that hold all gates to the array of one gate. */
  static void part(float[][] rows, int gate, int units, float[] to) {
    for (int n = 0; n < rows.length; n++) {
      System.arraycopy(rows[n], gate * units, to, n * units, units);
    }
  }

  /** Back to the rows. */
  static void join(float[] from, int gate, int units, float[][] rows) {
    for (int n = 0; n < rows.length; n++) {
      System.arraycopy(from, n * units, rows[n], gate * units, units);
    }
  }

  /** Copies one sample's elements from an array to another one. */
  static void copy(float[] from, float[] to, int sample, int units) {
    System.arraycopy(from, sample * units, to, sample * units, units);
  }

  static void zero(float[] array, int sample, int units) {
    Arrays.fill(array, sample * units, (sample + 1) * units, 0);
  }
}
