package dev.braid.ops;

import static dev.braid.ops.OpCase.s;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations with a backward pass of their own, or put together of such, against differences. */
class NativeOpGradientTest {
  private static long[] all(int rank, long number) {
    long[] numbers = new long[rank];
    Arrays.fill(numbers, number);
    return numbers;
  }

  private static Convolution convolution(int rank, long stride, long dilation, boolean same) {
    return new Convolution(all(rank, stride), all(rank, dilation), same);
  }

  static Stream<OpCase> convolutions() {
    List<OpCase> rows = new ArrayList<>();
    for (boolean same : new boolean[] {false, true}) {
      for (long[] step : new long[][] {{1, 1}, {2, 1}, {1, 2}}) {
        String how = " stride " + step[0] + " dilation " + step[1] + (same ? " same" : " valid");
        Convolution line = convolution(1, step[0], step[1], same);
        rows.add(
            new OpCase(
                "conv1d" + how,
                v -> line.apply(v.get(0), v.get(1), v.get(2)),
                s(2, 6, 2),
                s(3, 2, 3),
                s(3)));
        rows.add(
            new OpCase(
                "depthwise1d" + how,
                v -> line.depthwise(v.get(0), v.get(1), null),
                s(2, 6, 2),
                s(3, 2, 2)));
        Convolution plane = convolution(2, step[0], step[1], same);
        rows.add(
            new OpCase(
                "conv2d" + how,
                v -> plane.apply(v.get(0), v.get(1), v.get(2)),
                s(1, 4, 5, 2),
                s(2, 2, 2, 3),
                s(3)));
        rows.add(
            new OpCase(
                "depthwise2d" + how,
                v -> plane.depthwise(v.get(0), v.get(1), v.get(2)),
                s(1, 4, 5, 2),
                s(2, 2, 2, 2),
                s(4)));
        Convolution space = convolution(3, step[0], step[1], same);
        rows.add(
            new OpCase(
                "conv3d" + how,
                v -> space.apply(v.get(0), v.get(1), null),
                s(1, 3, 3, 4, 1),
                s(2, 2, 2, 1, 2)));
        if (!same) {
          rows.add(
              new OpCase(
                  "transposed1d" + how,
                  v -> line.transposed(v.get(0), v.get(1)),
                  s(2, 4, 2),
                  s(3, 3, 2)));
          rows.add(
              new OpCase(
                  "transposed2d" + how,
                  v -> plane.transposed(v.get(0), v.get(1)),
                  s(2, 3, 2, 2),
                  s(2, 3, 3, 2)));
          rows.add(
              new OpCase(
                  "transposed3d" + how,
                  v -> space.transposed(v.get(0), v.get(1)),
                  s(1, 2, 2, 2, 2),
                  s(2, 2, 2, 1, 2)));
        }
      }
    }
    return rows.stream();
  }

  static Stream<OpCase> poolings() {
    List<OpCase> rows = new ArrayList<>();
    long[][] inputs = {s(2, 6, 2), s(2, 5, 4, 2), s(1, 3, 3, 4, 1)};
    for (int rank = 1; rank <= 3; rank++) {
      for (boolean same : new boolean[] {false, true}) {
        for (long stride = 1; stride <= 2; stride++) {
          Pooling pooling = new Pooling(all(rank, 2), all(rank, stride), same);
          String how = rank + "d stride " + stride + (same ? " same" : " valid");
          rows.add(new OpCase("max " + how, v -> pooling.max(v.get(0)), inputs[rank - 1]));
          rows.add(new OpCase("average " + how, v -> pooling.average(v.get(0)), inputs[rank - 1]));
        }
      }
    }
    return rows.stream();
  }

  static Stream<OpCase> others() {
    return Stream.of(
        new OpCase("standardized", v -> Standardized.of(v.get(0), 1e-3, 0).value(), s(4, 3)),
        new OpCase(
            "standardized axes", v -> Standardized.of(v.get(0), 0.1, 0, 2).value(), s(3, 2, 3)),
        new OpCase("standardized last", v -> Standardized.of(v.get(0), 0, -1).value(), s(2, 2, 4)),
        new OpCase("phases", v -> new DilationPhases(s(2, 3), v.get(0)).split(), s(2, 5, 4, 2)),
        new OpCase("product", v -> contraction("ab", "bc", "ac", v), s(2, 3), s(3, 4)),
        new OpCase(
            "product in batches", v -> contraction("abc", "bcd", "adb", v), s(2, 3, 2), s(3, 2, 2)),
        new OpCase(
            "product with sums", v -> contraction("abc", "cde", "ad", v), s(2, 3, 2), s(2, 2, 3)),
        new OpCase("outer product", v -> contraction("a", "b", "ba", v), s(3), s(2)));
  }

  private static Value contraction(String left, String right, String result, List<Value> inputs) {
    return new Contraction(left, right, result).apply(inputs.get(0), inputs.get(1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"convolutions", "poolings", "others"})
  void should_agree_with_central_differences(OpCase operation) {
    operation.run();
  }
}
