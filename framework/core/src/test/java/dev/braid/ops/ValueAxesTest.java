package dev.braid.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares operations along an axis with loops over single elements, for every rank and axis. */
class ValueAxesTest {
  private static final long[][] SHAPES = {
    {5},
    {2, 3},
    {3, 1, 4},
    {2, 3, 4},
    {2, 3, 4, 2},
    {3, 2, 2, 5},
    {2, 1, 3, 2, 2},
    {2, 2, 3, 1, 2, 2}
  };

  /** One shape and one of its axes. */
  record Case(long[] shape, int axis) {
    @Override
    public String toString() {
      return "axis " + axis + " of " + Arrays.toString(shape);
    }

    int size() {
      return (int) shape[axis];
    }

    private int stride() {
      return (int) Arrays.stream(shape).skip(axis + 1L).reduce(1, (a, b) -> a * b);
    }

    /** The positions of the elements along the axis, for each line. */
    List<int[]> lines() {
      int stride = stride();
      int length = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      List<int[]> lines = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        if (i / stride % size() == 0) {
          int first = i;
          lines.add(Arrays.stream(new int[size()]).map(zero -> first).toArray());
          int[] line = lines.get(lines.size() - 1);
          for (int k = 0; k < line.length; k++) {
            line[k] = first + k * stride;
          }
        }
      }
      return lines;
    }
  }

  static Stream<Case> cases() {
    return Arrays.stream(SHAPES)
        .flatMap(
            shape ->
                java.util.stream.IntStream.range(0, shape.length)
                    .mapToObj(i -> new Case(shape, i)));
  }

  private static float[] numbers(Case at) {
    Random random = new Random(Arrays.hashCode(at.shape()));
    float[] numbers = new float[(int) Arrays.stream(at.shape()).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static void near(float[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).as("element %s", i).isCloseTo(expected[i], within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_compute_softmax_along_any_axis(Case at) {
    float[] x = numbers(at);
    double[] softmax = new double[x.length];
    double[] logarithms = new double[x.length];
    for (int[] line : at.lines()) {
      double total = Arrays.stream(line).mapToDouble(i -> Math.exp(x[i])).sum();
      for (int i : line) {
        softmax[i] = Math.exp(x[i]) / total;
        logarithms[i] = x[i] - Math.log(total);
      }
    }
    near(Value.of(x, at.shape()).softmax(at.axis()).floats(), softmax);
    near(Value.of(x, at.shape()).softmax(at.axis() - at.shape().length).floats(), softmax);
    near(Value.of(x, at.shape()).logSoftmax(at.axis()).floats(), logarithms);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_sum_maximize_and_reverse_along_any_axis(Case at) {
    float[] x = numbers(at);
    List<int[]> lines = at.lines();
    double[] sums =
        lines.stream().mapToDouble(l -> Arrays.stream(l).mapToDouble(i -> x[i]).sum()).toArray();
    double[] largest =
        lines.stream()
            .mapToDouble(l -> Arrays.stream(l).mapToDouble(i -> x[i]).max().orElseThrow())
            .toArray();
    double[] reversed = new double[x.length];
    for (int[] line : lines) {
      for (int k = 0; k < line.length; k++) {
        reversed[line[k]] = x[line[line.length - 1 - k]];
      }
    }
    near(Value.of(x, at.shape()).sum(true, at.axis()).floats(), sums);
    near(Value.of(x, at.shape()).max(true, at.axis()).floats(), largest);
    near(Value.of(x, at.shape()).reverse(at.axis()).floats(), reversed);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_slice_and_concatenate_along_any_axis(Case at) {
    float[] x = numbers(at);
    Value full = Value.of(x, at.shape());
    int middle = at.size() / 2;
    Value joined =
        middle == 0
            ? full
            : Value.concat(
                at.axis(),
                List.of(
                    full.slice(at.axis(), 0, middle), full.slice(at.axis(), middle, at.size())));
    assertThat(joined.floats()).isEqualTo(x);
    Value padded = full.pad(at.axis(), 1, 2, 7);
    assertThat(padded.size(at.axis())).isEqualTo(at.size() + 3L);
    assertThat(padded.slice(at.axis(), 1, 1L + at.size()).floats()).isEqualTo(x);
    assertThat(padded.slice(at.axis(), 0, 1).floats()).containsOnly(7);
  }
}
