package dev.braid.internal.data.checks;

import dev.braid.DType;
import dev.braid.data.signature.InputSpec;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Advises how to correct a shape, where the mistake is obvious. */
final class ShapeAdvice {
  private ShapeAdvice() {}

  /** Advice for an array that does not fit its input; none for texts, which cannot be reshaped. */
  static String of(InputSpec spec, long[] received) {
    return spec.dtype() == DType.STRING ? "" : of(spec.shape(), received);
  }

  /**
   * Advice for an array that does not fit.
   *
   * @param wanted the input's shape without the batch axis
   * @param received the array's shape with the batch axis
   * @return a sentence; empty where no advice is certainly right
   */
  static String of(long[] wanted, long[] received) {
    long[] sample = Arrays.copyOfRange(received, 1, received.length);
    int last = wanted.length - 1;
    if (received.length == wanted.length + 2
        && received[0] == 1
        && fits(wanted, Arrays.copyOfRange(received, 2, received.length))) {
      return "The first axis is one too many: "
          + call("reshape", Arrays.copyOfRange(received, 1, received.length))
          + ".";
    }
    if (fits(wanted, received)) {
      return "This is one sample: give it a batch axis of length 1, "
          + call("reshape", batched(received))
          + ".";
    }
    if (last >= 0 && wanted[last] == 1 && fits(Arrays.copyOf(wanted, last), sample)) {
      return "The last axis is missing: " + call("reshape", reshaped(wanted)) + ".";
    }
    if (channelsFirst(wanted, sample)) {
      return "The channels come last here: " + call("permute", channelsLast(wanted.length)) + ".";
    }
    if (wanted.length == 1 && sample.length == 1 && received[0] == wanted[0]) {
      return "The matrix looks transposed: a row is a sample. array(x).transpose().";
    }
    if (fixed(wanted) && count(wanted) == count(sample)) {
      return "A sample has as many numbers as the input requires: "
          + call("reshape", reshaped(wanted))
          + ".";
    }
    return "";
  }

  static boolean fits(long[] wanted, long[] received) {
    return wanted.length == received.length
        && IntStream.range(0, wanted.length)
            .allMatch(axis -> wanted[axis] < 0 || wanted[axis] == received[axis]);
  }

  private static boolean channelsFirst(long[] wanted, long[] sample) {
    int rank = wanted.length;
    if (rank < 3 || sample.length != rank) {
      return false;
    }
    long[] moved = new long[rank];
    System.arraycopy(sample, 1, moved, 0, rank - 1);
    moved[rank - 1] = sample[0];
    return fits(wanted, moved);
  }

  private static long[] channelsLast(int rank) {
    long[] axes = IntStream.rangeClosed(0, rank).asLongStream().map(axis -> axis + 1).toArray();
    axes[0] = 0;
    axes[rank] = 1;
    return axes;
  }

  private static long[] reshaped(long[] wanted) {
    long[] shape = new long[wanted.length + 1];
    shape[0] = -1;
    System.arraycopy(wanted, 0, shape, 1, wanted.length);
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
