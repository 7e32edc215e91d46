package dev.braid.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Optimizer;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.keras.KerasRecord;
import dev.braid.schedules.CosineDecay;
import dev.braid.schedules.ExponentialDecay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {
  /** The recorded run has a weight of 3 elements and one of 4. */
  private static final int[] ENDS = {0, 3, 7};

  static Stream<KerasRecord> records() {
    return KerasRecord.all("optimizers");
  }

  static Stream<KerasRecord> runs() {
    return records().filter(record -> record.node().has("start"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void should_step_as_keras_does(KerasRecord keras) {
    Optimizer optimizer = Optimizers.read(keras.object());
    OptimizerSteps steps = new OptimizerSteps(optimizer, keras.floats("start"));
    List<float[]> gradients = keras.rows("gradients");
    List<float[]> weights = keras.rows("weights");
    for (int i = 0; i < gradients.size(); i++) {
      steps.take(gradients.get(i));
      KerasRecord.assertNear(steps.weights(), weights.get(i), 2e-6, "step " + (i + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void should_keep_its_state_in_the_order_of_keras_files(KerasRecord keras) {
    Optimizer optimizer = Optimizers.read(keras.object());
    OptimizerSteps steps = new OptimizerSteps(optimizer, keras.floats("start"));
    keras.rows("gradients").forEach(steps::take);
    List<float[]> state = new ArrayList<>();
    for (List<String> group : optimizer.slotGroups()) {
      for (int weight = 0; weight < 2; weight++) {
        for (String slot : group) {
          float[] values = steps.slotValues(slot);
          state.add(Arrays.copyOfRange(values, ENDS[weight], ENDS[weight + 1]));
        }
      }
    }
    optimizer.numbers().forEach(n -> state.add(new float[] {(float) steps.number(n)}));
    List<float[]> expected = keras.rows("state");
    expected.subList(0, 2).clear(); // iterations and learning rate
    assertThat(state).hasSameSizeAs(expected);
    for (int i = 0; i < state.size(); i++) {
      KerasRecord.assertNear(state.get(i), expected.get(i), 2e-6, "variable " + (i + 2));
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_be_written_as_keras_writes_it(KerasRecord keras) {
    Optimizer optimizer = Optimizers.read(keras.object());
    keras.assertConfig(optimizer);
    assertThat(Optimizers.read(Config.object(optimizer)).config()).isEqualTo(optimizer.config());
  }

  @Test
  void should_have_a_record_for_each_class() {
    assertThat(records().map(r -> r.text("class_name")).collect(Collectors.toSet()))
        .containsAll(Optimizers.classes());
  }

  @Test
  void should_read_names_in_lower_case() {
    for (String name : Optimizers.classes()) {
      assertThat(Optimizers.read(name.toLowerCase(java.util.Locale.ROOT)).className())
          .isEqualTo(name);
    }
    assertThat(Optimizers.read("sgd").learningRate(0)).isEqualTo(0.01);
    assertThat(Optimizers.read("adamw").weightDecay()).isEqualTo(0.004);
  }

  @Test
  void should_read_and_write_a_schedule() {
    Optimizer optimizer = new Adam(0.1).learningRate(new CosineDecay(0.1, 100));
    Optimizer read = Optimizers.read(Config.object(optimizer));
    assertThat(read.schedule()).isEqualTo(new CosineDecay(0.1, 100));
    assertThat(read.learningRate(50)).isEqualTo(optimizer.learningRate(50));
  }

  @Test
  void should_accept_options_in_any_order_and_change_copies_only() {
    SGD plain = new SGD(0.1);
    SGD changed = plain.clipNorm(1).momentum(0.9).weightDecay(0.1).nesterov();
    assertThat(changed.config().map())
        .containsEntry("momentum", 0.9)
        .containsEntry("clipnorm", 1.0)
        .containsEntry("weight_decay", 0.1);
    assertThat(plain.config().map())
        .containsEntry("momentum", 0.0)
        .containsEntry("clipnorm", null)
        .containsEntry("weight_decay", null);
  }

  @Test
  void should_reject_two_kinds_of_clipping() {
    assertThatThrownBy(() -> new Adam(0.1).clipNorm(1).clipValue(1))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("one of clipNorm, clipValue and globalClipNorm");
  }

  @Test
  void should_replace_a_schedule_by_a_new_rate() {
    Optimizer optimizer = new SGD(1).learningRate(new ExponentialDecay(1, 10, 0.5));
    assertThat(optimizer.learningRate(0.25).learningRate(30)).isEqualTo(0.25);
  }

  @Test
  void should_suggest_the_nearest_name_for_an_unknown_one() {
    assertThatThrownBy(() -> Optimizers.read(Map.of("class_name", "Adem", "config", Map.of())))
        .hasMessageContaining("Did you mean \"Adam\"?");
  }
}
