package dev.braid.internal.engine.kernels.recurrent;

import java.util.Arrays;

/**
 * Conversions between two layouts of gates: a row per sample, or an array per gate.
 *
 * <p>With an array per gate, loops are long and run over whole arrays from index 0, which C2
 * vectorizes.
 */
final class GateLayout {
  private GateLayout() {}

  /** Copies one gate from rows with all gates to the gate's array. */
  static void fromRows(float[][] rows, int gate, int units, float[] to) {
    for (int n = 0; n < rows.length; n++) {
      System.arraycopy(rows[n], gate * units, to, n * units, units);
    }
  }

  /** Copies a gate's array to the rows. */
  static void toRows(float[] from, int gate, int units, float[][] rows) {
    for (int n = 0; n < rows.length; n++) {
      System.arraycopy(from, n * units, rows[n], gate * units, units);
    }
  }

  /** Copies one sample's elements from one array to another. */
  static void copy(float[] from, float[] to, int sample, int units) {
    System.arraycopy(from, sample * units, to, sample * units, units);
  }

  static void zero(float[] array, int sample, int units) {
    Arrays.fill(array, sample * units, (sample + 1) * units, 0);
  }
}
