package dev.braid.internal.engine.kernels.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The errors that the headers of {@link Exponentials} and {@link TanhApproximation} state. */
class ApproximationErrorsTest {
  private static final int POINTS = 100_000;

  /** The largest error of an approximation, in units in the last place and absolutely. */
  private record Errors(double ulps, double absolute) {
    static Errors of(
        double from, double to, Consumer<float[]> approximation, DoubleUnaryOperator exact) {
      float[] x = new float[POINTS];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (from + (to - from) * i / (x.length - 1));
      }
      float[] found = x.clone();
      approximation.accept(found);
      double ulps = 0;
      double absolute = 0;
      for (int i = 0; i < x.length; i++) {
        double right = exact.applyAsDouble(x[i]);
        double error = Math.abs(found[i] - right);
        ulps = Math.max(ulps, error / Math.ulp((float) right));
        absolute = Math.max(absolute, error);
      }
      return new Errors(ulps, absolute);
    }
  }

  private static Exponentials exponentials() {
    return Exponentials.ofThread(POINTS);
  }

  @Test
  void should_give_exponentials_to_the_last_place() {
    Errors errors = Errors.of(-86.9, 88.7, x -> exponentials().exp(x, x, x.length), Math::exp);
    assertThat(errors.ulps()).isLessThan(1.2);
  }

  @Test
  void should_give_zero_and_infinity_beyond_the_range_of_floats() {
    float[] x = {Float.NEGATIVE_INFINITY, -1000, -87, 89, 1000, Float.POSITIVE_INFINITY, Float.NaN};
    exponentials().exp(x, x, x.length);
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(x).containsExactly(0, 0, 0, infinity, infinity, infinity, Float.NaN);
  }

  @Test
  void should_give_zero_or_infinity_everywhere_beyond_the_range_of_floats() {
    for (float[] range : new float[][] {{-110, -87, 0}, {88.73f, 110, Float.POSITIVE_INFINITY}}) {
      float[] x = new float[POINTS];
      for (int i = 0; i < x.length; i++) {
        x[i] = range[0] + (range[1] - range[0]) * i / (x.length - 1);
      }
      exponentials().exp(x, x, x.length);
      assertThat(x).containsOnly(range[2]);
    }
  }

  @Test
  void should_give_the_silu_of_every_negative_number() {
    for (double x = -110; x < 0; x += 0.001) {
      float[] found = {(float) x};
      SmoothActivations.silu(found, 1);
      double exact = x / (1 + Math.exp(-x));
      assertThat(Math.abs(found[0] - exact)).as("silu(%s)", x).isLessThan(1e-6 * Math.abs(x));
    }
  }

  @Test
  void should_give_exponentials_less_one_to_the_last_place() {
    Errors errors = Errors.of(-20, 0, x -> exponentials().expm1(x, x, x.length), Math::expm1);
    assertThat(errors.ulps()).isLessThan(1);
  }

  @Test
  void should_give_the_softplus_to_three_last_places() {
    DoubleUnaryOperator exact = v -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
    Errors errors = Errors.of(-80, 20, x -> exponentials().softplus(x, x.length), exact);
    assertThat(errors.ulps()).isLessThan(3);
  }

  @Test
  void should_give_tails_of_the_normal_distribution() {
    Consumer<float[]> tail = x -> exponentials().normal(x, new float[x.length], x, x.length);
    assertThat(Errors.of(-9, 9, tail, ApproximationErrorsTest::tail).absolute()).isLessThan(4.4e-7);
  }

  /** The probability beyond |x|, by Simpson's rule on 9 standard deviations from there on. */
  private static double tail(double x) {
    double from = Math.abs(x);
    int steps = 256;
    double width = 9.0 / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double at = from + i * width;
      int weight = i == 0 || i == steps ? 1 : 2 + 2 * (i % 2);
      sum += weight * Math.exp(-at * at / 2);
    }
    return sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  @Test
  void should_give_hyperbolic_tangents() {
    Errors errors = Errors.of(-20, 20, x -> TanhApproximation.tanh(x, x, x.length), Math::tanh);
    assertThat(errors.ulps()).isLessThan(7);
    assertThat(errors.absolute()).isLessThan(4.2e-7);
  }

  @Test
  void should_give_sigmoids() {
    DoubleUnaryOperator exact = v -> 1 / (1 + Math.exp(-v));
    Errors errors = Errors.of(-30, 30, x -> TanhApproximation.sigmoid(x, x.length), exact);
    assertThat(errors.absolute()).isLessThan(2.3e-7);
  }
}
