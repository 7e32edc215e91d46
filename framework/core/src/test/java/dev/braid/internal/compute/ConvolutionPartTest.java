package dev.braid.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a convolution, each worked out by itself, are the whole one. */
class ConvolutionPartTest {
  private static final int[] COUNTS = {2, 3, 7, 16};

  static List<WindowGeometry> windows() {
    return SlowConvolution.windows();
  }

  private static float[] kernel(WindowGeometry w) {
    return Numbers.whole(Arrays.stream(w.kernel()).reduce(1, (a, b) -> a * b), 3);
  }

  private static float[] slice(float[] all, long from, long length) {
    return Arrays.copyOfRange(all, (int) from, (int) (from + length));
  }

  private static long in(WindowGeometry w) {
    return w.samples() * w.inputLength();
  }

  private static long out(WindowGeometry w) {
    return w.samples() * w.outputLength();
  }

  @ParameterizedTest
  @MethodSource("windows")
  void should_give_the_result_and_the_gradient_of_the_kernel(WindowGeometry w) {
    float[] x = Numbers.whole(in(w), 1);
    float[] outputGradient = Numbers.whole(out(w), 2);
    float[] kernel = kernel(w);
    float[] expected = new SlowConvolution(w).forward(x, kernel);
    float[] gradient = new SlowConvolution(w).weights(x, outputGradient);
    for (int count : COUNTS) {
      List<ConvolutionPart> areas = ConvolutionPart.ofResult(w, count);
      float[] found = new float[expected.length];
      float[] sum = new float[gradient.length];
      long written = 0;
      for (ConvolutionPart area : areas) {
        WindowGeometry part = area.window();
        float[] some = slice(x, area.input(), in(part));
        SlowConvolution slow = new SlowConvolution(part);
        System.arraycopy(
            slow.forward(some, kernel), 0, found, (int) area.output(), (int) out(part));
        VectorizedLoops.add(
            sum, slow.weights(some, slice(outputGradient, area.output(), out(part))), sum.length);
        written += out(part);
      }
      assertThat(areas).hasSizeGreaterThan(1);
      assertThat(written).isEqualTo(found.length);
      assertThat(found).isEqualTo(expected);
      assertThat(sum).isEqualTo(gradient);
    }
  }

  @ParameterizedTest
  @MethodSource("windows")
  void should_give_the_gradient_by_the_input(WindowGeometry w) {
    float[] outputGradient = Numbers.whole(out(w), 2);
    float[] kernel = kernel(w);
    float[] expected = new SlowConvolution(w).input(outputGradient, kernel);
    for (int count : COUNTS) {
      float[] found = new float[expected.length];
      long written = 0;
      for (ConvolutionPart area : ConvolutionPart.ofInput(w, count)) {
        WindowGeometry part = area.window();
        float[] some = slice(outputGradient, area.output(), out(part));
        float[] back = new SlowConvolution(part).input(some, kernel);
        System.arraycopy(back, 0, found, (int) area.input(), back.length);
        written += back.length;
      }
      assertThat(written).isEqualTo(found.length);
      assertThat(found).isEqualTo(expected);
    }
  }

  /** Between the rows that windows of one place touch lie others that none does. */
  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void should_stay_whole_where_a_part_would_have_no_window(int count) {
    WindowGeometry w =
        new WindowGeometry(
            1,
            List.of(16, 16),
            4,
            4,
            1,
            List.of(1, 1),
            List.of(16, 1),
            List.of(1, 1),
            List.of(0, 0),
            List.of(0, 0));

    assertThat(ConvolutionPart.ofInput(w, count)).containsExactly(new ConvolutionPart(w, 0, 0));
  }
}
