package dev.braid.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Schedule;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.keras.KerasRecord;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulesTest {
  static Stream<KerasRecord> records() {
    return KerasRecord.all("schedules");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_give_the_rates_that_keras_gives(KerasRecord keras) {
    Schedule schedule = Schedules.read(keras.object());
    float[] expected = keras.floats("rates");
    float[] rates = new float[expected.length];
    for (int step = 0; step < rates.length; step++) {
      rates[step] = (float) schedule.rate(step);
    }
    KerasRecord.assertNear(rates, expected, 2e-6, "rate");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_be_written_as_keras_writes_it(KerasRecord keras) {
    Schedule schedule = Schedules.read(keras.object());
    keras.assertConfig(schedule);
    assertThat(Schedules.read(Config.object(schedule)).config()).isEqualTo(schedule.config());
  }

  @Test
  void should_have_a_record_for_each_class() {
    assertThat(records().map(r -> r.text("class_name")).collect(Collectors.toSet()))
        .containsAll(Schedules.classes());
  }

  @Test
  void should_write_integer_steps_without_a_fraction() {
    assertThat(new CosineDecay(0.1, 1000).config().get("decay_steps")).isEqualTo(1000L);
    assertThat(new CosineDecay(0.1, 10.5).config().get("decay_steps")).isEqualTo(10.5);
  }

  @Test
  void should_have_options_that_chain() {
    assertThat(new CosineDecay(0, 90).warmup(0.1, 10).alpha(0.2))
        .isEqualTo(new CosineDecay(0, 90, 0.2, 0.1, 10));
    assertThat(new PolynomialDecay(1, 10).power(2).endLearningRate(0.1).cycling())
        .isEqualTo(new PolynomialDecay(1, 10, 0.1, 2, true));
    assertThat(new CosineDecayRestarts(1, 10).tMul(3).mMul(0.5).alpha(0.1))
        .isEqualTo(new CosineDecayRestarts(1, 10, 3, 0.5, 0.1));
  }

  @Test
  void should_reject_invalid_options() {
    assertThatThrownBy(() -> new CosineDecay(0.1, 0))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("decaySteps");
    assertThatThrownBy(() -> new PiecewiseConstantDecay(new long[] {1}, new double[] {1}))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("1 boundaries, 1 values");
  }
}
