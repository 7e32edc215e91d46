package dev.braid.internal.engine.updates;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.Optimizer;
import dev.braid.Tensor;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.FloatNetwork;
import dev.braid.internal.environment.ExecutionPolicy;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients of a table's rows against gradients of the whole table. */
class TableUpdateTest {
  private static final String TABLE = "words/embeddings";
  private static final int ROWS = 300;
  private static final int STEPS = 140; // more than rows wait

  static Stream<Optimizer> optimizers() {
    return FusedUpdateTest.optimizers();
  }

  /** Those that keep something in common over rows, or move rows without a gradient. */
  static Stream<Optimizer> some() {
    return Stream.of(
        adam(0.01), adamW(0.01), nadam(0.01).globalClipNorm(1), sgd(0.1).momentum(0.9), adagrad(1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void should_change_rows_to_the_same_bits_as_the_whole_table(Optimizer optimizer) {
    assertThat(run(optimizer, 3, true, 0)).isEqualTo(run(optimizer, 3, false, 0));
  }

  @ParameterizedTest
  @MethodSource("some")
  void should_change_rows_that_are_longer_than_a_block(Optimizer optimizer) {
    assertThat(run(optimizer, 700, true, 0)).isEqualTo(run(optimizer, 700, false, 0));
  }

  @ParameterizedTest
  @MethodSource("some")
  void should_not_mind_who_reads_between_steps(Optimizer optimizer) {
    assertThat(run(optimizer, 3, true, 5)).isEqualTo(run(optimizer, 3, false, 0));
  }

  @ParameterizedTest
  @MethodSource("some")
  void should_go_on_from_a_state_that_was_put_back(Optimizer optimizer) {
    assertThat(run(optimizer, 3, true, -50)).isEqualTo(run(optimizer, 3, false, -50));
  }

  /**
   * Weights and slots after some steps with few rows each, and with many in every tenth.
   *
   * @param disturbed all weights are read each time after this number of steps; if negative, the
   *     optimizer's state is taken and put back into another one
   */
  private static float[] run(Optimizer optimizer, int width, boolean byRow, int disturbed) {
    FloatNetwork probe = table(width);
    Random random = new Random(7);
    float[] start = numbers(random, ROWS * width);
    probe.params().assign(Nd4j.createFromArray(start).reshape(probe.params().shape()));
    Updater updater = updater(optimizer, probe);
    int steps = width > 100 ? 12 : STEPS;
    for (int step = 0; step < steps; step++) {
      int[] rows = rows(random, step % 10 == 9 ? 100 : 1 + random.nextInt(20));
      float[] numbers = numbers(random, rows.length * width);
      if (byRow) {
        probe.read(TABLE, rows);
        probe.giveRows(TABLE, rows, numbers);
      } else {
        probe.giveWhole(TABLE, spread(rows, numbers, width));
      }
      updater.apply(probe.trainable(), 0.01 / (1 + step), true);
      if (disturbed > 0 && step % disturbed == 0) {
        probe.settle();
      }
      if (disturbed < 0 && step % -disturbed == -disturbed - 1) {
        Updater next = updater(optimizer, probe);
        next.restore(updater.state());
        updater = next;
      }
    }
    probe.settle();
    INDArray all = probe.params().reshape(-1);
    for (String slot : optimizer.slots()) {
      all = Nd4j.concat(0, all, updater.state().get("slot " + slot));
    }
    return Floats.copy(all);
  }

  private static FloatNetwork table(int width) {
    Tensor in = input("in", 4);
    Tensor read = in.then(embedding(ROWS, width).name("words"));
    return new FloatNetwork(Model.inputs(in).outputs(read.then(flatten())));
  }

  private static Updater updater(Optimizer optimizer, FloatNetwork probe) {
    return probe.updater(optimizer, ExecutionPolicy.FAST);
  }

  private static int[] rows(Random random, int count) {
    return IntStream.generate(() -> random.nextInt(ROWS - 50))
        .distinct()
        .limit(count)
        .sorted()
        .toArray();
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static INDArray spread(int[] rows, float[] numbers, int width) {
    float[] whole = new float[ROWS * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(numbers, i * width, whole, rows[i] * width, width);
    }
    return Nd4j.createFromArray(whole).reshape(ROWS, width);
  }

  @Test
  void should_find_a_gradient_of_a_row_that_is_not_finite() {
    FloatNetwork probe = table(2);
    int[] rows = {3, 8};
    probe.giveRows(TABLE, rows, 1, 2, 3, 4);
    assertThat(probe.finiteGradients()).isTrue();
    probe.giveRows(TABLE, rows, 1, 2, 3, Float.NaN);
    assertThat(probe.finiteGradients()).isFalse();
  }

  @Test
  void should_show_the_whole_gradient_to_who_asks() {
    FloatNetwork probe = table(2);
    probe.gradients().assign(5);
    int[] rows = {0, 8, ROWS - 1};
    float[] numbers = {1, 2, 3, 4, 5, 6};
    probe.giveRows(TABLE, rows, numbers);
    assertThat(Floats.copy(probe.gradients().reshape(-1)))
        .isEqualTo(Floats.copy(spread(rows, numbers, 2).reshape(-1)));
  }
}
