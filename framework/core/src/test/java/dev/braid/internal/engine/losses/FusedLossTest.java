package dev.braid.internal.engine.losses;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Loss;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.losses.BinaryCrossentropy;
import dev.braid.losses.CategoricalCrossentropy;
import dev.braid.losses.Reduction;
import dev.braid.losses.SparseCategoricalCrossentropy;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Loss and gradient in one pass against the formula. */
class FusedLossTest {
  private static final int ROWS = 7;
  private static final int CLASSES = 5;

  static Stream<Loss> losses() {
    return Stream.of(
        new SparseCategoricalCrossentropy(),
        new SparseCategoricalCrossentropy().fromLogits(),
        new SparseCategoricalCrossentropy().reduction(Reduction.SUM),
        new SparseCategoricalCrossentropy().ignoreClass(2),
        new CategoricalCrossentropy(),
        new CategoricalCrossentropy().fromLogits(),
        new CategoricalCrossentropy().labelSmoothing(0.1),
        new CategoricalCrossentropy().reduction(Reduction.MEAN_WITH_SAMPLE_WEIGHT),
        new BinaryCrossentropy(),
        new BinaryCrossentropy().fromLogits(),
        mse());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void should_agree_with_the_formula(Loss loss) {
    compare(loss, null, null);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void should_agree_with_weights_and_a_mask(Loss loss) {
    INDArray weights = Nd4j.createFromArray(1f, 2f, 0f, 0.5f, 3f, 1f, 1f);
    INDArray mask = Nd4j.createFromArray(1f, 0f, 1f, 1f, 1f, 0f, 1f);
    compare(loss, weights, null);
    compare(loss, null, mask);
    compare(loss, weights, mask);
    compare(loss, weights.mul(0), null);
  }

  /** Many rows, which threads share, and rows that are longer than a block. */
  @ParameterizedTest
  @MethodSource("losses")
  void should_agree_with_the_formula_on_much(Loss loss) {
    compare(loss, target(loss, 3000, 10), prediction(loss, 3000, 10), null, null);
    compare(loss, target(loss, 6, 4500), prediction(loss, 6, 4500), null, null);
  }

  private static void compare(Loss loss, INDArray weights, INDArray mask) {
    INDArray target = target(loss, ROWS, CLASSES);
    compare(loss, target, prediction(loss, ROWS, CLASSES), weights, mask);
  }

  private static void compare(
      Loss loss, INDArray target, INDArray prediction, INDArray weights, INDArray mask) {
    LossValue fast =
        new BatchLoss(loss, ExecutionPolicy.FAST).of(target, prediction, weights, mask, true);
    LossValue portable =
        new BatchLoss(loss, ExecutionPolicy.PORTABLE).of(target, prediction, weights, mask, true);
    assertThat(fast.value()).isCloseTo(portable.value(), within(2e-6 * (1 + portable.value())));
    float[] expected = portable.gradient().dup('c').data().asFloat();
    float[] found = fast.gradient().dup('c').data().asFloat();
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("gradient %d", i)
          .isCloseTo(expected[i], within(2e-6f * (1 + Math.abs(expected[i]))));
    }
  }

  private static INDArray target(Loss loss, int rows, int classes) {
    Random random = new Random(1);
    boolean sparse = loss instanceof SparseCategoricalCrossentropy;
    INDArray target = Nd4j.zeros(DataType.FLOAT, rows, sparse ? 1 : classes);
    for (int i = 0; i < rows; i++) {
      int label = random.nextInt(classes);
      if (sparse) {
        target.putScalar(i, 0, label);
      } else {
        target.putScalar(i, label, 0.8);
        target.putScalar(i, (label + 1) % classes, 0.2);
      }
    }
    return target;
  }

  /**
   * Probabilities that don't quite add up to 1, two of them beyond the limits; or anything for
   * logits.
   */
  private static INDArray prediction(Loss loss, int rows, int classes) {
    Random random = new Random(2);
    boolean probabilities = loss.usesProbabilities();
    INDArray prediction = Nd4j.zeros(DataType.FLOAT, rows, classes);
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < classes; k++) {
        prediction.putScalar(
            i, k, probabilities ? random.nextDouble() / classes * 2 : random.nextGaussian() * 3);
      }
    }
    if (probabilities) {
      prediction.putScalar(1, 0, 0);
      prediction.putScalar(2, 1, 1e-9);
    }
    return prediction;
  }
}
