package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import dev.braid.internal.environment.Environment;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Creates constant arrays. */
final class Constants {
  private Constants() {}

  static INDArray range(double start, double stop, double step) {
    Environment.start();
    if (step == 0) {
      throw new IllegalArgumentException("a range with a step of 0");
    }
    int count = Math.max(0, (int) Math.ceil((stop - start) / step));
    double[] elements = IntStream.range(0, count).mapToDouble(i -> start + i * step).toArray();
    boolean integers =
        start == Math.rint(start) && stop == Math.rint(stop) && step == Math.rint(step);
    DataType type = integers ? DataType.INT32 : DataType.FLOAT;
    return count == 0 ? ArrayMath.zeros(type, 0) : Nd4j.createFromArray(elements).castTo(type);
  }

  static INDArray eye(long rows, long columns, long k) {
    INDArray out = full(0, rows, columns);
    for (long i = Math.max(0, -k); i < Math.min(rows, columns - k); i++) {
      out.putScalar(i, i + k, 1);
    }
    return out;
  }

  static INDArray full(double number, long... shape) {
    Environment.start();
    return ArrayMath.full(DataType.FLOAT, number, shape);
  }
}
