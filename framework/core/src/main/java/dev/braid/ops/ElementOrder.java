package dev.braid.ops;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Finds indices of elements along an axis by their size; equal elements keep their order. */
final class ElementOrder {
  private ElementOrder() {}

  /** The elements along an axis, which are {@code stride} apart. */
  private record Lines(double[] elements, int outer, int length, int stride) {
    static Lines of(INDArray x, int axis) {
      int outer = 1;
      int stride = 1;
      for (int i = 0; i < x.rank(); i++) {
        outer *= i < axis ? Math.toIntExact(x.size(i)) : 1;
        stride *= i > axis ? Math.toIntExact(x.size(i)) : 1;
      }
      double[] elements = x.isEmpty() ? new double[0] : x.dup('c').data().asDouble();
      return new Lines(elements, outer, Math.toIntExact(x.size(axis)), stride);
    }

    int start(int line) {
      return line / stride * length * stride + line % stride;
    }

    int count() {
      return outer * stride;
    }
  }

  static INDArray position(boolean largest, INDArray x, int axis) {
    Lines lines = Lines.of(x, axis);
    double[] positions = new double[lines.count()];
    for (int line = 0; line < positions.length; line++) {
      int start = lines.start(line);
      int best = 0;
      for (int i = 1; i < lines.length; i++) {
        double one = lines.elements[start + i * lines.stride];
        double other = lines.elements[start + best * lines.stride];
        best = isBetter(largest, one, other) ? i : best;
      }
      positions[line] = best;
    }
    long[] shape = IntStream.range(0, x.rank()).filter(i -> i != axis).mapToLong(x::size).toArray();
    return array(x, positions, shape);
  }

  /** Compares elements; the first NaN is the largest and the smallest, as in NumPy. */
  private static boolean isBetter(boolean largest, double one, double other) {
    return !Double.isNaN(other) && (Double.isNaN(one) || (largest ? one > other : one < other));
  }

  static INDArray ascending(INDArray x, int axis) {
    Lines lines = Lines.of(x, axis);
    double[] positions = new double[lines.elements.length];
    Integer[] order = new Integer[lines.length];
    for (int line = 0; line < lines.count(); line++) {
      int start = lines.start(line);
      Arrays.setAll(order, i -> i);
      Arrays.sort(
          order, Comparator.comparingDouble(i -> lines.elements[start + i * lines.stride] + 0.0));
      for (int i = 0; i < lines.length; i++) {
        positions[start + i * lines.stride] = order[i];
      }
    }
    return array(x, positions, x.shape());
  }

  private static INDArray array(INDArray like, double[] elements, long... shape) {
    return Nd4j.createFromArray(elements).castTo(like.dataType()).reshape('c', shape);
  }
}
