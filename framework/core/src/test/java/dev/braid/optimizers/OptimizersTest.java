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
  private static final double TOLERANCE = 3e-6;

  static Stream<KerasRecord> records() {
    return KerasRecord.all("optimizers");
  }

  static Stream<KerasRecord> runs() {
    return records().filter(record -> record.node().has("start"));
  }

  /** A recorded run: each weight takes its steps. */
  private static final class Run {
    private final List<OptimizerSteps> weights = new ArrayList<>();
    private final int[] ends;

    Run(KerasRecord keras, Optimizer optimizer) {
      List<float[]> shapes = keras.rows("shapes");
      ends = new int[shapes.size() + 1];
      float[] start = keras.floats("start");
      for (int i = 0; i < shapes.size(); i++) {
        List<Long> sizes = new ArrayList<>();
        int length = 1;
        for (float size : shapes.get(i)) {
          sizes.add((long) size);
          length *= (int) size;
        }
        ends[i + 1] = ends[i] + length;
        String path = keras.node().get("paths").get(i).asText();
        weights.add(
            new OptimizerSteps(optimizer, new OptimizerSteps.Weight(path, sizes), of(start, i)));
      }
    }

    private float[] of(float[] all, int weight) {
      return Arrays.copyOfRange(all, ends[weight], ends[weight + 1]);
    }

    float[] take(float[] gradients) {
      float[] after = new float[gradients.length];
      for (int i = 0; i < weights.size(); i++) {
        weights.get(i).take(of(gradients, i));
        float[] values = weights.get(i).weights();
        System.arraycopy(values, 0, after, ends[i], values.length);
      }
      return after;
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void should_step_as_keras_does(KerasRecord keras) {
    Run run = new Run(keras, Optimizers.read(keras.object()));
    List<float[]> gradients = keras.rows("gradients");
    List<float[]> weights = keras.rows("weights");
    for (int i = 0; i < gradients.size(); i++) {
      float[] after = run.take(gradients.get(i));
      KerasRecord.assertNear(after, weights.get(i), TOLERANCE, "step " + (i + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void should_keep_its_state_in_the_order_of_keras_files(KerasRecord keras) {
    Optimizer optimizer = Optimizers.read(keras.object());
    Run run = new Run(keras, optimizer);
    keras.rows("gradients").forEach(run::take);
    List<float[]> state = new ArrayList<>();
    for (List<String> group : optimizer.slotGroups()) {
      for (OptimizerSteps weight : run.weights) {
        group.forEach(slot -> weight.slotValues(slot).ifPresent(state::add));
      }
    }
    OptimizerSteps first = run.weights.get(0);
    optimizer.numbers().forEach(n -> state.add(new float[] {(float) first.number(n)}));
    List<float[]> expected = keras.rows("state");
    expected.subList(0, 2).clear(); // iterations and learning rate
    assertThat(state).hasSameSizeAs(expected);
    for (int i = 0; i < state.size(); i++) {
      KerasRecord.assertNear(state.get(i), expected.get(i), TOLERANCE, "variable " + (i + 2));
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
    List<String> alone = new ArrayList<>(Optimizers.classes());
    alone.removeAll(List.of("LossScaleOptimizer", "MultiOptimizer"));
    for (String name : alone) {
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

  private static Optimizer.Variable variable(String path) {
    return new OptimizerSteps.Weight(path, List.of(2L, 3L));
  }

  @Test
  void should_exclude_weights_from_decay_by_their_names_or_otherwise() {
    Optimizer optimizer =
        new AdamW(0.1)
            .excludeFromWeightDecay("bias", "g.mma")
            .excludeFromWeightDecay(weight -> weight.path().startsWith("last/"));
    assertThat(optimizer.decaysAlike()).isFalse();
    assertThat(optimizer.weightDecay(variable("dense/kernel"))).isEqualTo(0.004);
    assertThat(optimizer.weightDecay(variable("biased/kernel"))).isEqualTo(0.004);
    assertThat(optimizer.weightDecay(variable("dense/recurrent_bias"))).isZero();
    assertThat(optimizer.weightDecay(variable("norm/gamma"))).isZero();
    assertThat(optimizer.weightDecay(variable("last/kernel"))).isZero();
  }

  @Test
  void should_find_the_optimizer_of_a_path() {
    Optimizer encoder = new Adam(0.1);
    Optimizer kernel = new Lion(0.1);
    Optimizer rest = new SGD(0.1);
    MultiOptimizer multi =
        new MultiOptimizer(rest).use("encoder/.*", encoder).use("encoder/dense/kernel", kernel);
    assertThat(multi.optimizerOf("encoder/dense/kernel")).isSameAs(kernel);
    assertThat(multi.optimizerOf("encoder/dense/bias")).isSameAs(encoder);
    assertThat(multi.optimizerOf("my/encoder/dense")).isSameAs(rest);
    assertThat(multi.optimizerOf("dense", "encoder/dense")).isSameAs(encoder);
    assertThat(multi.inner()).containsExactly(encoder, kernel, rest);
  }

  @Test
  void should_refuse_two_optimizers_for_one_weight() {
    MultiOptimizer multi =
        new MultiOptimizer(new SGD(0.1)).use("a.*", new Adam(0.1)).use(".*b", new Lion(0.1));
    assertThatThrownBy(() -> multi.optimizerOf("ab"))
        .hasMessage(
            "The weights have no unique optimizer:\n"
                + "  [option]  \"ab\": expected one optimizer, received several, for a.* and .*b."
                + " Change the expressions so that one of them matches.\n"
                + "  See src/docs/errors.md#option");
    assertThatThrownBy(() -> multi.use("a.*", new SGD(0.1)))
        .hasMessageContaining(
            "expected an optimizer for each expression, received two for \"a.*\"");
  }

  @Test
  void should_refuse_options_of_steps_on_optimizers_without_a_rule() {
    Optimizer scaled = new LossScaleOptimizer(new Adam(0.1));
    assertThatThrownBy(() -> scaled.clipNorm(1))
        .hasMessageContaining(
            "Call clipNorm(…) on an optimizer that LossScaleOptimizer is made of.");
    assertThatThrownBy(() -> new MultiOptimizer(new SGD(0.1)).learningRate(1.0))
        .hasMessageContaining("expected the option on an inner optimizer");
    assertThatThrownBy(() -> new MultiOptimizer(scaled))
        .hasMessageContaining("expected an optimizer with a rule, received LossScaleOptimizer");
  }

  @Test
  void should_pass_a_new_rate_on_to_the_inner_optimizer() {
    Optimizer scaled = new LossScaleOptimizer(new Adam(0.1)).initialScale(8).dynamicGrowthSteps(3);
    assertThat(scaled.learningRate(0.25).learningRate(0)).isEqualTo(0.25);
    assertThat(scaled.learningRate(0.25).config().map())
        .containsEntry("initial_scale", 8.0)
        .containsEntry("dynamic_growth_steps", 3);
  }
}
