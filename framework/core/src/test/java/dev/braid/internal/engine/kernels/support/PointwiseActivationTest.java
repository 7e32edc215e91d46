package dev.braid.internal.engine.kernels.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Activation;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Loops of activations against their formulas in double precision. */
class PointwiseActivationTest {
  /** Far numbers, near ones, and the places where activations bend. */
  private static final float[] NUMBERS = numbers();

  private static float[] numbers() {
    float[] all = new float[761];
    int count = 0;
    for (int i = -300; i <= 300; i++) {
      all[count++] = i / 40f;
    }
    for (int i = -60; i < 60; i++) {
      all[count++] = (float) (Math.signum(i + 0.5) * Math.pow(10, Math.abs(i + 0.5) / 12 - 3));
    }
    float[] special = {-1e6f, -100, -87.5f, -20, -1e-6f, 0, 1e-6f, 20, 80, 88.5f, 1e6f};
    System.arraycopy(special, 0, all, count, special.length);
    return Arrays.copyOf(all, count + special.length);
  }

  static Stream<Activation> looped() {
    return Arrays.stream(Activation.values()).filter(each -> PointwiseActivation.of(each) != null);
  }

  @ParameterizedTest
  @MethodSource("looped")
  void should_compute_what_the_formula_does(Activation activation) {
    float[] found = result(PointwiseActivation.of(activation));
    INDArray wanted = activation.apply(Value.constant(exact(NUMBERS))).array();
    for (int i = 0; i < found.length; i++) {
      same(activation, "result", i, found[i], wanted.getDouble(i));
    }
  }

  @ParameterizedTest
  @MethodSource("looped")
  void should_have_the_formulas_gradient(Activation activation) {
    PointwiseActivation loops = PointwiseActivation.of(activation);
    float[] found = new float[NUMBERS.length];
    Arrays.fill(found, 0.5f);
    loops.backward().run(found, loops.byResult() ? result(loops) : NUMBERS.clone(), found.length);
    Tape tape = new Tape();
    Value in = tape.variable(exact(NUMBERS));
    Value out = activation.apply(in);
    out.addGradient(Nd4j.ones(DataType.DOUBLE, NUMBERS.length).muli(0.5));
    tape.backward();
    for (int i = 0; i < found.length; i++) {
      same(activation, "gradient", i, found[i], in.gradient().getDouble(i));
    }
  }

  private static float[] result(PointwiseActivation loops) {
    float[] numbers = NUMBERS.clone();
    loops.forward().run(numbers, numbers.length);
    return numbers;
  }

  private static INDArray exact(float[] numbers) {
    return Nd4j.createFromArray(numbers).castTo(DataType.DOUBLE);
  }

  private static void same(Activation activation, String what, int i, float found, double wanted) {
    String where = activation + ", " + what + " at " + NUMBERS[i];
    if (Math.abs(wanted) > Float.MAX_VALUE) {
      assertThat(found).as(where).isEqualTo(wanted > 0 ? Float.POSITIVE_INFINITY : 0);
    } else {
      double allowed = 1e-6 * Math.abs(wanted) + 3e-7;
      assertThat((double) found).as(where).isBetween(wanted - allowed, wanted + allowed);
    }
  }
}
