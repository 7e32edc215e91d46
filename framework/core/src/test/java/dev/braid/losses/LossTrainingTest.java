package dev.braid.losses;

import static dev.braid.Braid.circle;
import static dev.braid.Braid.ctc;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.dice;
import static dev.braid.Braid.input;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.sgd;
import static dev.braid.Braid.unitNormalization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Braid;
import dev.braid.Loss;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Weight;
import org.junit.jupiter.api.Test;

/** Losses whose targets or values have shapes of their own, in training. */
class LossTrainingTest {
  private static final float[][][] STEPS = {
    {{1, 0}, {0, 1}, {1, 1}, {0, 0}, {1, -1}}, {{0, 1}, {1, 1}, {0, 2}, {1, 0}, {0, 0}}
  };
  private static final float[][] ROWS = {{1, 0}, {0.5f, 1}, {0, 1}, {-1, 1}};

  private static Model ofSteps() {
    Braid.setRandomSeed(4);
    Tensor in = input("steps", 5, 2);
    Model model = Model.inputs(in).outputs(in.then(dense(4).name("letters")));
    model.compile(sgd(0.1), ctc());
    return model;
  }

  @Test
  void should_train_ctc_with_sequences_shorter_than_the_steps() {
    Model model = ofSteps();
    int[][] words = {{1, 2, 0}, {3, 3, 1}};
    double first = model.trainOnBatch(STEPS, words).get("loss");
    double last = first;
    for (int i = 0; i < 100; i++) {
      last = model.trainOnBatch(STEPS, words).get("loss");
    }
    assertThat(last).isLessThan(first / 2);
  }

  @Test
  void should_refuse_letters_that_ctc_does_not_have() {
    assertThatThrownBy(() -> ofSteps().trainOnBatch(STEPS, new int[][] {{1, 2, 0}, {3, 4, 1}}))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining(
            "[label-range]  \"letters\": expected whole class numbers from 0 to 3 for ctc()");
    assertThatThrownBy(() -> ofSteps().trainOnBatch(STEPS, new int[] {1, 2}))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("of class numbers 0 to 3, filled with 0");
  }

  @Test
  void should_train_circle_with_any_class_numbers() {
    Braid.setRandomSeed(4);
    Tensor in = input("rows", 2);
    Tensor out = in.then(dense(2)).then(unitNormalization()).named("place");
    Model model = Model.inputs(in).outputs(out);
    model.compile(sgd(0.001), circle());
    double first = model.trainOnBatch(ROWS, new int[] {7, 7, 1000, 1000}).get("loss");
    double last = first;
    for (int i = 0; i < 50; i++) {
      last = model.trainOnBatch(ROWS, new int[] {7, 7, 1000, 1000}).get("loss");
    }
    assertThat(last).isLessThan(first);
  }

  private static Model linear(Loss loss) {
    Braid.setRandomSeed(4);
    Tensor in = input("rows", 2);
    Model model = Model.inputs(in).outputs(in.then(dense(1, Braid.SIGMOID)));
    model.compile(sgd(0.1), loss);
    return model;
  }

  @Test
  void should_weight_a_loss_of_the_whole_batch_by_the_mean_of_weights() {
    float[][] target = {{1}, {0}, {1}, {0}};
    Model model = linear(dice());
    double plain = model.testOnBatch(ROWS, target).get("loss");
    double weighted =
        model
            .evaluate(ROWS, target, Braid.batchSize(4).sampleWeight(new float[] {1, 2, 3, 0}))
            .get("loss");
    assertThat(weighted).isCloseTo(plain * 1.5, within(1e-6));
  }

  private static float kernel(Model model) {
    Weight weight = model.weights().get(0);
    return weight.array().getFloat(0);
  }

  @Test
  void should_step_by_the_sum_and_log_the_mean_without_reduction() {
    float[][] target = {{1}, {0}, {1}, {0}};
    Model sum = linear(mse().reduction(Reduction.SUM));
    Model none = linear(mse().reduction(Reduction.NONE));
    double total = sum.trainOnBatch(ROWS, target).get("loss");
    assertThat(none.trainOnBatch(ROWS, target).get("loss")).isCloseTo(total / 4, within(1e-6));
    assertThat(kernel(none)).isCloseTo(kernel(sum), within(1e-6f));
  }
}
