package dev.braid.internal.engine.updates;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Constraint;
import dev.braid.Model;
import dev.braid.Optimizer;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.Weight;
import dev.braid.config.Config;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.ops.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A step that would write a number that is not finite changes nothing, though its loss is. */
class NotFiniteUpdateTest {
  private static final float[][] GOOD = {{1, 2}, {-1, 0.5f}, {0.25f, 3}, {2, -2}};
  private static final float[] LABELS = {1, 0, 2, -1};

  @TempDir Path folder;

  @AfterEach
  void back() {
    System.clearProperty(ExecutionPolicy.PROPERTY);
  }

  private static void choose(boolean fast) {
    if (!fast) {
      System.setProperty(ExecutionPolicy.PROPERTY, "portable");
    }
  }

  static Stream<Arguments> optimizers() {
    return Stream.of(true, false)
        .flatMap(
            fast -> FusedUpdateTest.optimizers().map(optimizer -> Arguments.of(optimizer, fast)));
  }

  private static Model linear(Optimizer optimizer) {
    setRandomSeed(11);
    Tensor in = input("in", 2);
    Model model = Model.inputs(in).outputs(in.then(dense(1).name("line")));
    model.compile(optimizer, mae());
    return model;
  }

  /** The loss is finite where weights are small, and the gradient is the input. */
  private static float[][] huge(float size) {
    float[][] x = new float[4][2];
    x[0][0] = size;
    return x;
  }

  /** Weights, slots and counters, as a file holds them. */
  private byte[] state(Model model) throws IOException {
    Path file = folder.resolve("model.keras");
    model.save(file);
    return KerasArchive.read(file).weights();
  }

  private static void assertFinite(H5Group group) {
    group
        .children()
        .forEach(
            (name, node) -> {
              if (node instanceof H5Group inner) {
                assertFinite(inner);
              } else if (((H5Dataset) node).values() instanceof float[] numbers) {
                for (float number : numbers) {
                  assertThat(number).as(name).isFinite();
                }
              }
            });
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void should_change_nothing_or_leave_finite_numbers(Optimizer optimizer, boolean fast)
      throws IOException {
    choose(fast);
    for (float size : new float[] {1e13f, 1e19f, 3e19f, 1e25f, 2e37f}) {
      Model model = linear(optimizer);
      model.trainOnBatch(GOOD, LABELS);
      for (int step = 0; step < 4; step++) {
        byte[] before = state(model);
        float[][] x = step % 2 == 0 ? huge(size) : GOOD;
        try {
          model.trainOnBatch(x, LABELS);
          assertFinite(Hdf5.read(state(model), "state"));
        } catch (StructureException e) {
          assertThat(e.problems().get(0).id()).isEqualTo("not-finite-loss");
          assertThat(Arrays.equals(state(model), before))
              .as("the state is as it was before: %s", e.getMessage())
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void should_go_on_as_if_the_step_had_not_been(boolean fast) throws IOException {
    choose(fast);
    for (Optimizer optimizer : List.of(adam(), adam().amsgrad(), nadam(), adagrad(), adadelta())) {
      Model with = linear(optimizer);
      Model without = linear(optimizer);
      for (int step = 0; step < 5; step++) {
        with.trainOnBatch(GOOD, LABELS);
        without.trainOnBatch(GOOD, LABELS);
        assertThatThrownBy(() -> with.trainOnBatch(huge(1e25f), LABELS))
            .as(optimizer.className())
            .hasMessageContaining("[not-finite-loss]");
      }
      assertThat(state(with)).isEqualTo(state(without));
    }
  }

  @Test
  void should_name_the_variable_the_epoch_and_the_batch() {
    Model model = linear(adam());
    float[][] x = {GOOD[0], GOOD[1], huge(1e25f)[0], GOOD[2]};
    assertThatThrownBy(
            () ->
                model.fit(
                    x, LABELS, epochs(2).batchSize(1).shuffle(false).verbose(Verbosity.SILENT)))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            fit of the model "model" stopped:
              [not-finite-loss]  the optimizer's velocity of weight "line/kernel" became Infinity in epoch 1, batch 3. This update was not applied: the weights are those before it. Try a smaller learning rate, clipNorm(1.0), or look for extreme values in the data.
              See src/docs/errors.md#not-finite-loss""");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void should_refuse_statistics_that_are_not_finite(boolean fast) {
    choose(fast);
    Tensor in = input("in", 2);
    Model model =
        Model.inputs(in)
            .outputs(in.then(batchNormalization().name("norm")).then(dense(1).name("line")));
    model.compile(sgd(0.1), mae());
    model.trainOnBatch(GOOD, LABELS);
    List<float[]> before = weights(model);
    assertThatThrownBy(() -> model.trainOnBatch(huge(1e25f), LABELS))
        .hasMessageContaining(
            "[not-finite-loss]  the statistic \"norm/moving_variance\" became Infinity. This update"
                + " was not applied");
    assertThat(weights(model)).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void should_refuse_it_in_the_graphs_own_fit_too() throws IOException {
    Model model = linear(adam());
    model.trainOnBatch(GOOD, LABELS);
    byte[] before = state(model);
    DataSet bad =
        new DataSet(Nd4j.createFromArray(huge(1e25f)), Nd4j.createFromArray(LABELS).reshape(4, 1));
    assertThatThrownBy(() -> model.graph().fit(bad))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            The fit of the model's graph stopped:
              [not-finite-loss]  the optimizer's velocity of weight "line/kernel" became Infinity. This update was not applied: the weights are those before it. Try a smaller learning rate, clipNorm(1.0), or look for extreme values in the data.
              See src/docs/errors.md#not-finite-loss""");
    assertThat(state(model)).isEqualTo(before);
    model.trainOnBatch(GOOD, LABELS);
  }

  private static List<float[]> weights(Model model) {
    return model.weights().stream().map(Weight::array).map(a -> a.data().asFloat()).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void should_take_back_steps_of_single_rows_of_a_table(boolean fast) throws IOException {
    choose(fast);
    Model with = table();
    Model without = table();
    List<int[][]> batches = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      batches.add(new int[][] {{3 * i, 700 - i}, {5, 100 + i}});
    }
    for (int[][] ids : batches) {
      with.trainOnBatch(List.of(ids, ones(1)), new float[] {1, 2});
      without.trainOnBatch(List.of(ids, ones(1)), new float[] {1, 2});
      assertThatThrownBy(
              () ->
                  with.trainOnBatch(
                      List.of(new int[][] {{3, 4}, {900, 5}}, ones(1e25f)), new float[] {1, 2}))
          .hasMessageContaining("the optimizer's velocity of weight \"table/embeddings\" became");
    }
    assertThat(state(with)).isEqualTo(state(without));
  }

  private static float[][] ones(float size) {
    float[][] ones = new float[2][1];
    for (float[] row : ones) {
      Arrays.fill(row, size);
    }
    return ones;
  }

  /** The second input scales the gradient of the rows. */
  private static Model table() {
    setRandomSeed(4);
    Tensor ids = input("ids", 2);
    Tensor scale = input("scale", 1);
    Tensor read =
        ids.then(embedding(1000, 8).embeddingsInitializer(constant(1e-30)).name("table"))
            .then(globalAveragePooling1d());
    Tensor sum = read.then(dense(1).useBias(false).kernelInitializer(constant(1)).name("sum"));
    Model model = Model.inputs(ids, scale).outputs(multiply(sum, scale));
    LayerState.of(model.layer("sum")).trainable(false);
    model.compile(adam(), mae());
    return model;
  }

  @Test
  void should_refuse_what_a_constraint_or_an_optimizer_of_ones_own_makes() {
    Constraint broken =
        new Constraint() {
          @Override
          public Value project(Value weight) {
            return weight.subtract(weight).divide(weight.subtract(weight));
          }

          @Override
          public String className() {
            return "Broken";
          }

          @Override
          public String module() {
            return "own";
          }

          @Override
          public Config config() {
            return new Config();
          }
        };
    Tensor in = input("in", 2);
    Model model = Model.inputs(in).outputs(in.then(dense(1).kernelConstraint(broken).name("line")));
    model.compile(adam(), mae());
    List<float[]> before = weights(model);
    assertThatThrownBy(() -> model.trainOnBatch(GOOD, LABELS))
        .hasMessageContaining("the weight \"line/kernel\" became NaN. This update was not applied");
    assertThat(weights(model)).usingRecursiveComparison().isEqualTo(before);

    Model centered = linear(rmsprop(0.1).centered().rho(0.5));
    float[][] x = {{30_000, 1}, {30_000, 1}, {30_000, 1}, {30_000, 1}};
    for (int step = 0; step < 40; step++) {
      List<float[]> last = weights(centered);
      try {
        centered.trainOnBatch(x, new float[] {-1e9f, -1e9f, -1e9f, -1e9f});
      } catch (StructureException e) {
        assertThat(weights(centered)).usingRecursiveComparison().isEqualTo(last);
      }
      for (float[] weight : weights(centered)) {
        for (float number : weight) {
          assertThat(number).isFinite();
        }
      }
    }
  }
}
