package dev.braid.internal.data.checks;

import dev.braid.DType;
import dev.braid.data.signature.InputSpec;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Advises how to correct a shape if the mistake is obvious. */
final class ShapeAdvice {
  private ShapeAdvice() {}

  /** Advice for an array that does not fit its input; none for texts, which cannot be reshaped. */
  static String of(InputSpec spec, long[] received) {
    return spec.dtype() == DType.STRING ? "" : of(spec.shape(), received);
  }

  /**
   * Returns advice for an array that does not fit.
   *
   * @param expected the input's shape without the batch axis
   * @param received the array's shape with the batch axis
   * @return a sentence; empty if no advice is certainly correct
   */
  static String of(long[] expected, long[] received) {
    long[] sample = Arrays.copyOfRange(received, 1, received.length);
    int last = expected.length - 1;
    if (received.length == expected.length + 2
        && received[0] == 1
        && fits(expected, Arrays.copyOfRange(received, 2, received.length))) {
      return "The first axis is one too many: "
          + call("reshape", Arrays.copyOfRange(received, 1, received.length))
          + ".";
    }
    if (fits(expected, received)) {
      return "This is one sample: give it a batch axis of length 1, "
          + call("reshape", batched(received))
          + ".";
    }
    if (last >= 0 && expected[last] == 1 && fits(Arrays.copyOf(expected, last), sample)) {
      return "The last axis is missing: " + call("reshape", reshaped(expected)) + ".";
    }
    if (channelsFirst(expected, sample)) {
      return "The channels come last here: " + call("permute", channelsLast(expected.length)) + ".";
    }
    if (expected.length == 1 && sample.length == 1 && received[0] == expected[0]) {
      return "The matrix looks transposed: a row is a sample. array(x).transpose().";
    }
    if (fixed(expected) && count(expected) == count(sample)) {
      return "A sample has as many numbers as the input requires: "
          + call("reshape", reshaped(expected))
          + ".";
    }
    return "";
  }

  static boolean fits(long[] expected, long[] received) {
    return expected.length == received.length
        && IntStream.range(0, expected.length)
            .allMatch(axis -> expected[axis] < 0 || expected[axis] == received[axis]);
  }

  private static boolean channelsFirst(long[] expected, long[] sample) {
    int rank = expected.length;
    if (rank < 3 || sample.length != rank) {
      return false;
    }
    long[] moved = new long[rank];
    System.arraycopy(sample, 1, moved, 0, rank - 1);
    moved[rank - 1] = sample[0];
    return fits(expected, moved);
  }

  private static long[] channelsLast(int rank) {
    long[] axes = IntStream.rangeClosed(0, rank).asLongStream().map(axis -> axis + 1).toArray();
    axes[0] = 0;
    axes[rank] = 1;
    return axes;
  }

  private static long[] reshaped(long[] expected) {
    long[] shape = new long[expected.length + 1];
    shape[0] = -1;
    System.arraycopy(expected, 0, shape, 1, expected.length);
    return shape;
  }

  private static long[] batched(long... sample) {
    long[] shape = new long[sample.length + 1];
    shape[0] = 1;
    System.arraycopy(sample, 0, shape, 1, sample.length);
    return shape;
  }

  private static boolean fixed(long[] shape) {
    return Arrays.stream(shape).allMatch(size -> size > 0);
  }

  private static long count(long[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static String call(String method, long[] arguments) {
    return Arrays.stream(arguments)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "array(x)." + method + "(", ")"));
  }
}
