package dev.braid.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.braid.Braid;
import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.keras.KerasRecord;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsTest {
  static Stream<KerasRecord> records() {
    return KerasRecord.all("metrics");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_accumulate_the_results_of_keras(KerasRecord keras) {
    Metric.State state = Metrics.read(keras.object()).start(new long[] {-1}, null);
    for (int round = 0; round < 2; round++) {
      int batch = 0;
      for (JsonNode node : keras.node().get("batches")) {
        update(state, new KerasRecord(node));
        float[] expected = new KerasRecord(node).floats("results");
        double[] results = state.results();
        assertThat(results).hasSameSizeAs(expected);
        double mean = 0;
        for (int i = 0; i < expected.length; i++) {
          assertThat(results[i])
              .as("batch %d, number %d", batch, i)
              .isCloseTo(expected[i], within(5e-6 * Math.max(1, Math.abs(expected[i]))));
          mean += results[i] / expected.length;
        }
        assertThat(state.result()).isCloseTo(mean, within(1e-12 * Math.max(1, Math.abs(mean))));
        batch++;
      }
      state.reset(); // and again from the start
    }
  }

  private static void update(Metric.State state, KerasRecord batch) {
    state.update(
        batch.floats("target"),
        batch.shape("target_shape"),
        batch.floats("prediction"),
        batch.shape("prediction_shape"),
        batch.node().get("weights").isNull() ? null : batch.floats("weights"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_be_written_as_keras_writes_it(KerasRecord keras) {
    Metric metric = Metrics.read(keras.object());
    keras.assertConfig(metric);
    assertThat(Metrics.read(Config.object(metric)).config()).isEqualTo(metric.config());
  }

  @Test
  void should_have_a_record_for_each_class_of_targets_and_predictions() {
    assertThat(records().map(r -> r.text("class_name")).collect(Collectors.toSet()))
        .containsAll(Metrics.classes().stream().filter(c -> !c.matches("Mean|Sum")).toList());
  }

  @Test
  void should_have_its_written_name_in_the_logs() {
    assertThat(Metrics.read("mae").name()).isEqualTo("mae");
    assertThat(Metrics.read("MSE").name()).isEqualTo("MSE");
    assertThat(Metrics.read("AUC").name()).isEqualTo("AUC");
    assertThat(Metrics.read("acc").name()).isEqualTo("acc");
    assertThat(new MeanAbsoluteError().name()).isEqualTo("mean_absolute_error");
    assertThat(new AUC().named("area").config().get("name")).isEqualTo("area");
  }

  @Test
  void should_resolve_accuracy_by_the_shapes_of_the_first_batch() {
    float[] three = {0.1f, 0.7f, 0.2f, 0.5f, 0.3f, 0.2f};
    assertThat(accuracy(new float[] {1, 2}, new long[] {2}, three, 2, 3)).isEqualTo(0.5);
    assertThat(accuracy(new float[] {1, 0}, new long[] {2, 1}, three, 2, 3)).isEqualTo(1);
    assertThat(accuracy(new float[] {0, 1, 0, 0, 1, 0}, new long[] {2, 3}, three, 2, 3))
        .isEqualTo(0.5);
    assertThat(accuracy(new float[] {1, 0}, new long[] {2, 1}, new float[] {0.6f, 0.7f}, 2, 1))
        .isEqualTo(0.5);
  }

  private static double accuracy(
      float[] target, long[] targetShape, float[] prediction, long... shape) {
    Metric.State state = new AccuracyByShape().start(shape, null);
    assertThat(state.result()).isZero();
    state.update(target, targetShape, prediction, shape, null);
    double result = state.result();
    state.reset();
    assertThat(state.result()).isZero();
    return result;
  }

  @Test
  void should_write_accuracy_as_a_name() {
    assertThat(Metrics.write(new AccuracyByShape())).isEqualTo("accuracy");
    assertThat(Metrics.write(Metrics.read("acc"))).isEqualTo("acc");
    assertThat(Metrics.write(new AccuracyByShape().named("hits"))).isEqualTo("accuracy");
    assertThat(Metrics.write(new Precision())).isInstanceOf(Map.class);
  }

  @Test
  void should_write_losses_as_the_equivalent_metrics() {
    assertThat(Metrics.write(Braid.bce())).isEqualTo("bce");
    assertThat(Metrics.write(Braid.mse())).isEqualTo("mse");
    assertThat(Metrics.write(Braid.mape().named("off"))).isInstanceOf(Map.class);
    assertThat(Metrics.write(Braid.cosineSimilarity())).isEqualTo("cosine_similarity");
    assertThat(Metrics.write(Braid.bce().fromLogits()))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("class_name", "BinaryCrossentropy")
        .extracting("config", InstanceOfAssertFactories.MAP)
        .containsEntry("from_logits", true);
    assertThat(Metrics.write(Braid.logCosh()))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("class_name", "LogCoshError");
    assertThat(Metrics.write(Braid.huber(2)))
        .as("Keras lacks this metric, and uses the loss itself")
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("module", "keras.losses")
        .containsEntry("class_name", "Huber");
    Metric again = Metrics.read(Metrics.write(Braid.huber(2)));
    assertThat(((Loss) again).config()).isEqualTo(Braid.huber(2).config());
  }

  @Test
  void should_state_its_direction() {
    assertThat(Metrics.read("accuracy").higherIsBetter()).isTrue();
    assertThat(new AUC().higherIsBetter()).isTrue();
    assertThat(new CosineSimilarity().higherIsBetter()).isTrue();
    assertThat(new FalsePositives().higherIsBetter()).isFalse();
    assertThat(new RootMeanSquaredError().higherIsBetter()).isFalse();
  }

  @Test
  void should_ignore_elements_without_weight_even_if_they_are_nan() {
    Metric.State state = new MeanSquaredError().start(new long[] {1}, null);
    float[] prediction = {1, Float.NaN, 3};
    state.update(
        new float[3], new long[] {3, 1}, prediction, new long[] {3, 1}, new float[] {1, 0, 1});
    assertThat(state.result()).isEqualTo(5);
  }

  @Test
  void should_average_and_sum_predictions() {
    float[] prediction = {1, 2, 3, 6};
    long[] shape = {2, 2};
    float[] weights = {1, 3};
    Metric.State mean = new Mean().start(shape, null);
    mean.update(new float[4], shape, prediction, shape, weights);
    assertThat(mean.result()).isEqualTo((1.5 + 3 * 4.5) / 4);
    Metric.State sum = new Sum().start(shape, null);
    sum.update(new float[4], shape, prediction, shape, weights);
    assertThat(sum.result()).isEqualTo(30);
    sum.reset();
    assertThat(sum.result()).isZero();
  }

  @Test
  void should_accept_a_formula() {
    Metric metric = Metrics.of("far", false, (t, p) -> Math.max(p[0] - t[0], p[1] - t[1]));
    long[] shape = {2, 2};
    Metric.State state = metric.start(shape, null);
    state.update(new float[] {0, 0, 1, 1}, shape, new float[] {1, 2, 3, 7}, shape, null);
    assertThat(state.result()).isEqualTo(4);
    assertThat(metric.name()).isEqualTo("far");
  }

  @Test
  void should_give_zero_before_the_first_batch() {
    for (String name : Metrics.classes()) {
      assertThat(Metrics.read(name).start(new long[] {1}, null).result()).as(name).isZero();
    }
  }

  @Test
  void should_reject_weights_that_do_not_broadcast() {
    Metric.State state = new MeanSquaredError().start(new long[] {1}, null);
    long[] shape = {3, 1};
    assertThatThrownBy(() -> state.update(new float[3], shape, new float[3], shape, new float[2]))
        .hasMessage("2 weights do not broadcast to predictions of shape [3, 1]");
  }

  @Test
  void should_reject_targets_that_do_not_fit() {
    Metric.State state = new MeanSquaredError().start(new long[] {2}, null);
    assertThatThrownBy(
            () -> state.update(new float[3], new long[] {3}, new float[6], new long[] {3, 2}, null))
        .hasMessage("mean_squared_error: expected 6 target values, received 3");
  }

  @Test
  void should_count_an_ignored_class_as_0_without_weights() {
    Metric.State state =
        new SparseCategoricalCrossentropy().ignoreClass(0).start(new long[] {2}, null);
    float[] prediction = {0.5f, 0.5f, 0.75f, 0.25f};
    long[] shape = {2, 2};
    float[] target = {0, 1};
    state.update(target, new long[] {2}, prediction, shape, null);
    assertThat(state.result()).isCloseTo(-Math.log(0.25) / 2, within(1e-7));
    state.reset();
    state.update(target, new long[] {2}, prediction, shape, new float[] {1, 1});
    assertThat(state.result()).isCloseTo(-Math.log(0.25), within(1e-7));
  }

  @Test
  void should_find_no_variance_in_equal_targets_for_all_weights() {
    Metric.State state = new R2Score().start(new long[] {1}, null);
    float[] target = {2, 1.1f, 3, 1.1f};
    float[] weights = {0, 0.1411445f, 0, 1.7226942f};
    long[] shape = {4, 1};
    state.update(target, shape, new float[4], shape, weights);
    assertThat(state.result()).isZero();
  }

  @Test
  void should_reject_another_axis_than_the_last() {
    assertThatThrownBy(
            () ->
                Metrics.read(
                    Map.of("class_name", "CategoricalCrossentropy", "config", Map.of("axis", 1))))
        .hasMessage("\"axis\" should be -1, but is 1");
  }

  @Test
  void should_reject_thresholds_outside_of_0_to_1() {
    assertThatThrownBy(() -> new Precision().thresholds(1.5))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            Precision cannot be made:
              [option]  "thresholds": expected numbers from 0 to 1, received [1.5]. For logits \
            use .fromLogits() or a sigmoid.
              See src/docs/errors.md#option\
            """);
  }

  @Test
  void should_suggest_the_nearest_name_for_an_unknown_one() {
    assertThatThrownBy(() -> Metrics.read("acuracy"))
        .hasMessageContaining("Did you mean \"accuracy\"?");
  }
}
