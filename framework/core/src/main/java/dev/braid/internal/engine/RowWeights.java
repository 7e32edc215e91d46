package dev.braid.internal.engine;

import dev.braid.internal.compute.Floats;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sample weights and masks in the form that metrics receive: a value per row or block of rows. */
final class RowWeights {
  private RowWeights() {}

  /**
   * Returns the product of weights and mask.
   *
   * @param weights an array with the leading axes of the rows, each of full size or of size 1, or
   *     null
   * @param mask an array of the same form, or null
   * @param predictionShape the axes of the rows, then the last axis
   * @return one value for each of equal blocks of rows, or null for ones
   */
  static float[] of(INDArray weights, INDArray mask, long... predictionShape) {
    if (weights == null || mask == null) {
      INDArray one = weights == null ? mask : weights;
      return one == null ? null : blocks(one, predictionShape);
    }
    float[] first = blocks(weights, predictionShape);
    float[] second = blocks(mask, predictionShape);
    float[] fine = first.length >= second.length ? first : second;
    float[] coarse = fine == first ? second : first;
    for (int i = 0; i < fine.length; i++) {
      fine[i] *= coarse[i / (fine.length / coarse.length)];
    }
    return fine;
  }

  /** Returns the values in C order, broadcast along axes of size 1 that precede longer ones. */
  private static float[] blocks(INDArray array, long... predictionShape) {
    long[] rows = Arrays.copyOf(predictionShape, Math.max(1, predictionShape.length - 1));
    long[] shape = new long[rows.length];
    Arrays.setAll(shape, i -> i < array.rank() ? array.size(i) : 1);
    int axes = rows.length;
    while (axes > 0 && shape[axes - 1] == 1) {
      axes--;
    }
    boolean leading = Arrays.equals(Arrays.copyOf(shape, axes), Arrays.copyOf(rows, axes));
    return Floats.copy(leading ? array : array.reshape('c', shape).broadcast(rows));
  }
}
