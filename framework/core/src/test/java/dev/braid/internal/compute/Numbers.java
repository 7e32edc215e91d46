package dev.braid.internal.compute;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays for tests. */
final class Numbers {
  private Numbers() {}

  /** Integers from -4 to 4: sums of their products are exact. */
  static float[] whole(long length, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[Math.toIntExact(length)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(-4, 5);
    }
    return numbers;
  }

  static Floats of(float[] numbers, long... shape) {
    return Floats.of(Nd4j.createFromArray(numbers).reshape('c', shape));
  }

  /** Room that must be written before it is read. */
  static Floats none(long... shape) {
    return Floats.of(Nd4j.create(DataType.FLOAT, shape).addi(Float.NaN));
  }
}
