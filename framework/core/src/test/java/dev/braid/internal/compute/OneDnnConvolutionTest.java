package dev.braid.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.braid.internal.environment.OneDnn;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions that are cut into parts, against the definition. */
class OneDnnConvolutionTest {
  @BeforeAll
  static void needs() {
    assumeThat(OneDnn.available()).isTrue();
  }

  static List<WindowGeometry> windows() {
    return SlowConvolution.windows();
  }

  @ParameterizedTest
  @MethodSource("windows")
  void should_convolve(WindowGeometry w) {
    OneDnnConvolution convolver = OneDnnConvolution.of(w, true, false);
    long in = w.samples() * w.inputLength();
    long out = w.samples() * w.outputLength();
    float[] x = Numbers.whole(in, 1);
    float[] outputGradient = Numbers.whole(out, 2);
    float[] kernel = Numbers.whole(Arrays.stream(w.kernel()).reduce(1, (a, b) -> a * b), 3);
    float[] bias = Numbers.whole(w.filters(), 4);
    SlowConvolution slow = new SlowConvolution(w);
    float[] result = slow.forward(x, kernel);
    float[] byBias = new float[w.filters()];
    for (int i = 0; i < result.length; i++) {
      result[i] += bias[i % w.filters()];
      byBias[i % w.filters()] += outputGradient[i];
    }
    Floats inputs = Numbers.of(x, in);
    Floats gradients = Numbers.of(outputGradient, out);
    Floats weights = Numbers.of(kernel, kernel.length);
    Floats found = Numbers.none(out);
    Floats back = Numbers.none(in);
    Floats gradient = Numbers.none(kernel.length);
    Floats ofBias = Numbers.none(w.filters());

    convolver.forward(inputs, weights, Numbers.of(bias, w.filters()), found);
    convolver.weights(inputs, gradients, gradient, ofBias);
    convolver.input(gradients, weights, back);

    assertThat(found.toHeap()).isEqualTo(result);
    assertThat(gradient.toHeap()).isEqualTo(slow.weights(x, outputGradient));
    assertThat(ofBias.toHeap()).isEqualTo(byBias);
    assertThat(back.toHeap()).isEqualTo(slow.input(outputGradient, kernel));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void should_pool_the_largest_and_give_their_gradients_back(WindowGeometry any) {
    WindowGeometry w = pooling(any);
    OneDnnPooling pooler = OneDnnPooling.of(w, true);
    long in = w.samples() * w.inputLength();
    long out = w.samples() * w.outputLength();
    float[] x = new float[(int) in];
    for (int i = 0; i < in; i++) {
      // all different, so that there is one largest
      x[i] = (i * 7919L % in);
    }
    float[] outputGradient = Numbers.whole(out, 2);
    float[] result = new float[(int) out];
    int[] which = new int[(int) out];
    Arrays.fill(result, -1);
    new SlowConvolution(w)
        .poolings(
            (input, to) -> {
              if (x[input] > result[to]) {
                result[to] = x[input];
                which[to] = input;
              }
            });
    float[] expected = new float[(int) in];
    for (int i = 0; i < out; i++) {
      expected[which[i]] += outputGradient[i];
    }
    Floats found = Numbers.none(out);
    Floats back = Numbers.none(in);

    List<Floats> places = pooler.forward(Numbers.of(x, in), found);
    pooler.backward(Numbers.of(outputGradient, out), places, back);

    assertThat(found.toHeap()).isEqualTo(result);
    assertThat(back.toHeap()).isEqualTo(expected);
  }

  private static WindowGeometry pooling(WindowGeometry w) {
    return new WindowGeometry(
        w.samples() * 9,
        w.space(),
        16,
        16,
        1,
        w.size(),
        w.strides(),
        w.dilation().stream().map(each -> 1).toList(),
        w.before(),
        w.after());
  }
}
