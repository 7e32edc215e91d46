package dev.braid.internal.engine.updates;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Constraint;
import dev.braid.Optimizer;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.ops.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Steps that are said to be safe leave finite numbers, whatever the weights are. */
class StepBoundsTest {
  private static final int LENGTH = 64;

  static Stream<Optimizer> optimizers() {
    return Stream.concat(
        FusedUpdateTest.optimizers(),
        Stream.of(
            sgd(1e15),
            sgd(1e10).momentum(0.999_999),
            adam(1e6).epsilon(1e-10),
            adam(1e-3).beta1(0.999_999).beta2(0),
            adam(1e-3).beta1(0),
            nadam(1e3).beta1(0.999),
            adamax(1e-2).epsilon(1e-15),
            rmsprop(10).momentum(0.99).epsilon(1e-25),
            adagrad(1e3).epsilon(1e-29).initialAccumulatorValue(0),
            adadelta(1e10).rho(0.999),
            lion(1e20).beta1(0)));
  }

  private static float extreme(Random random, double most) {
    double size = Math.min(most, Float.MAX_VALUE);
    return switch (random.nextInt(4)) {
      case 0 -> (float) size;
      case 1 -> (float) -size;
      case 2 -> (float) (random.nextGaussian() * 1e-3);
      default -> 0;
    };
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void should_be_right_that_a_step_stays_finite(Optimizer optimizer) {
    StepBounds bounds = StepBounds.of(optimizer);
    FusedRule rule = FusedRules.of(optimizer);
    Random random = new Random(4);
    Map<String, Double> numbers = new HashMap<>();
    optimizer.numbers().forEach(number -> numbers.put(number, 1.0));
    double rate = optimizer.learningRate(0);
    if (!bounds.hold(rate, numbers)) {
      assertThat(optimizer.config().flag("centered", false)).isTrue();
      return;
    }
    float[] weight = new float[LENGTH];
    float[] gradient = new float[LENGTH];
    float[][] slots = new float[optimizer.slots().size()][LENGTH];
    for (int i = 0; i < slots.length; i++) {
      float start = (float) optimizer.slotStart(optimizer.slots().get(i));
      java.util.Arrays.fill(slots[i], start);
      assertThat(bounds.allow(optimizer.slots().get(i), start)).isTrue();
    }
    for (int step = 1; step <= 300; step++) {
      for (int i = 0; i < LENGTH; i++) {
        weight[i] = extreme(random, Float.MAX_VALUE);
        gradient[i] = extreme(random, Math.nextDown(BlockwiseLoops.SMALL));
      }
      assertThat(bounds.hold(rate, numbers)).isTrue();
      new FusedStep.Change(
              rule.at(rate, step, numbers, numbers),
              FusedStep.Clip.NONE,
              (float) (optimizer.weightDecay() * rate))
          .run(weight, gradient, slots, LENGTH);
      for (int i = 0; i < LENGTH; i++) {
        assertThat(weight[i]).as("weight after step %d", step).isFinite();
      }
      for (int i = 0; i < slots.length; i++) {
        String name = optimizer.slots().get(i);
        for (float number : slots[i]) {
          assertThat(bounds.allow(name, number)).as("%s after step %d", name, step).isTrue();
        }
      }
    }
  }

  @Test
  void should_be_right_that_a_constraint_keeps_weights_finite() {
    Random random = new Random(6);
    float[][] weight = new float[8][LENGTH];
    for (float[] row : weight) {
      for (int i = 0; i < LENGTH; i++) {
        row[i] = extreme(random, Float.MAX_VALUE);
      }
    }
    for (Constraint constraint : List.of(nonNeg(), maxNorm(2), maxNorm(1e30), unitNorm())) {
      assertThat(StepBounds.keepsFinite(constraint)).isTrue();
      INDArray projected = constraint.project(Value.constant(Nd4j.createFromArray(weight))).array();
      for (float number : projected.dup('c').data().asFloat()) {
        assertThat(number).as(constraint.className()).isFinite();
      }
    }
    assertThat(StepBounds.keepsFinite(minMaxNorm(0, 1))).isFalse();
  }

  @Test
  void should_not_trust_rules_that_overflow() {
    Map<String, Double> numbers = Map.of("u_product", 1.0);
    assertThat(StepBounds.of(adam(1e-3)).hold(1e-3, numbers)).isTrue();
    assertThat(StepBounds.of(adam(1e-3)).hold(Double.NaN, numbers)).isFalse();
    assertThat(StepBounds.of(adam(1e-3)).hold(1e30, numbers)).isFalse();
    assertThat(StepBounds.of(adam(1e-3).epsilon(0)).hold(1e-3, numbers)).isFalse();
    assertThat(StepBounds.of(adam(1e-3).beta1(1)).hold(1e-3, numbers)).isFalse();
    assertThat(StepBounds.of(adamW(1e-3).weightDecay(1e5)).hold(1e-3, numbers)).isFalse();
    assertThat(StepBounds.of(nadam(1e-3)).hold(1e-3, Map.of("u_product", 3.0))).isFalse();
    assertThat(StepBounds.of(sgd(1e-3).momentum(1)).hold(1e-3, numbers)).isFalse();
    assertThat(StepBounds.of(rmsprop(1e-3).centered()).hold(1e-3, numbers)).isFalse();
    assertThat(StepBounds.of(rmsprop(1e-3)).allow("velocity", -1)).isFalse();
    assertThat(StepBounds.of(adam(1e-3)).allow("velocity", 1e30)).isFalse();
    assertThat(StepBounds.of(adam(1e-3)).allow("momentum", Double.NaN)).isFalse();
  }
}
