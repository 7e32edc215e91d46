package dev.braid.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Initializer;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.keras.KerasRecord;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializersTest {
  private static final long[] SQUARE = {300, 300};

  static Stream<KerasRecord> records() {
    return KerasRecord.all("initializers");
  }

  static Stream<KerasRecord> fans() {
    return KerasRecord.all("fans");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_have_the_distribution_of_keras(KerasRecord keras) {
    float[] values = Initializers.read(keras.object()).values(SQUARE, new SplittableRandom(11));
    double mean = 0;
    double low = values[0];
    double high = values[0];
    for (float value : values) {
      mean += value / values.length;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double variance = 0;
    for (float value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    double deviation = keras.node().get("deviation").asDouble();
    // five standard errors of two samples of 90,000
    assertThat(mean)
        .isCloseTo(keras.node().get("mean").asDouble(), within(0.025 * deviation + 1e-6));
    assertThat(Math.sqrt(variance)).isCloseTo(deviation, within(0.02 * deviation + 1e-6));
    assertThat(low).isCloseTo(keras.node().get("low").asDouble(), within(1.5 * deviation + 1e-6));
    boolean limited = !keras.toString().matches("RandomNormal.*|Orthogonal.*|.*untruncated.*");
    if (limited) {
      double slack = 0.01 * deviation + 1e-6;
      assertThat(low).isCloseTo(keras.node().get("low").asDouble(), within(slack));
      assertThat(high).isCloseTo(keras.node().get("high").asDouble(), within(slack));
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_be_written_as_keras_writes_it(KerasRecord keras) {
    Initializer initializer = Initializers.read(keras.object());
    keras.assertConfig(initializer);
    assertThat(Initializers.read(Config.object(initializer)).config())
        .isEqualTo(initializer.config());
  }

  @ParameterizedTest
  @MethodSource("fans")
  void should_count_inputs_and_outputs_as_keras_does(KerasRecord keras) {
    long[] expected = keras.shape("fans");
    assertThat(FanSizes.of(keras.shape("shape"))).isEqualTo(new FanSizes(expected[0], expected[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20x50", "50x20", "30x30", "2x3x4x40"})
  void should_draw_orthogonal_rows_or_columns(String text) {
    long[] shape = Stream.of(text.split("x")).mapToLong(Long::parseLong).toArray();
    float[] values = new Orthogonal(2).values(shape, new SplittableRandom(3));
    int columns = (int) shape[shape.length - 1];
    int rows = values.length / columns;
    boolean wide = rows < columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double dot = 0;
        for (int i = 0; i < length; i++) {
          int first = wide ? a * columns + i : i * columns + a;
          int second = wide ? b * columns + i : i * columns + b;
          dot += (double) values[first] * values[second];
        }
        assertThat(dot).isCloseTo(a == b ? 4 : 0, within(1e-5));
      }
    }
  }

  @Test
  void should_have_a_record_for_each_class() {
    assertThat(records().map(r -> r.text("class_name")).collect(Collectors.toSet()))
        .containsAll(Initializers.classes());
  }

  @Test
  void should_repeat_with_a_seed_and_differ_without() {
    SplittableRandom random = new SplittableRandom(1);
    GlorotUniform free = new GlorotUniform();
    assertThat(free.values(SQUARE, random)).isNotEqualTo(free.values(SQUARE, random));
    assertThat(free.seed(4).values(SQUARE, random))
        .isEqualTo(free.seed(4).values(SQUARE, random))
        .isNotEqualTo(free.seed(5).values(SQUARE, random));
  }

  @Test
  void should_read_the_seed_of_a_generator_of_keras() {
    Map<String, Object> generator =
        Map.of("class_name", "SeedGenerator", "config", Map.of("seed", 9));
    Initializer read =
        Initializers.read(Map.of("class_name", "HeNormal", "config", Map.of("seed", generator)));
    assertThat(read.values(SQUARE, null)).isEqualTo(new HeNormal().seed(9).values(SQUARE, null));
    assertThat(read.config().get("seed")).isEqualTo(generator);
  }

  @Test
  void should_count_the_given_axes() {
    Map<String, Object> config =
        Map.of("input_axes", java.util.List.of(0), "output_axes", java.util.List.of(1, -1));
    Initializer read = Initializers.read(Map.of("class_name", "LecunUniform", "config", config));
    float[] values = read.values(new long[] {3, 50, 60}, new SplittableRandom(1));
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isBetween(0.99f, 1f);
  }

  @Test
  void should_reject_invalid_shapes() {
    assertThatThrownBy(() -> new IdentityInitializer(1).values(new long[] {2, 2, 2}, null))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("a matrix")
        .hasMessageContaining("[2, 2, 2]");
    assertThatThrownBy(() -> new Orthogonal().values(new long[] {2}, null))
        .isInstanceOf(StructureException.class);
  }

  @Test
  void should_read_names() {
    assertThat(Initializers.read("zeros")).isEqualTo(new Zeros());
    assertThat(Initializers.read("uniform")).isInstanceOf(RandomUniform.class);
    assertThat(Initializers.read("glorot_uniform").className()).isEqualTo("GlorotUniform");
  }

  private static Config constant(Object value) {
    return new Config().put("class_name", "Constant").put("config", Map.of("value", value));
  }

  private static float[] filled(Object value, long... shape) {
    return Initializers.read(constant(value).map()).values(shape, new SplittableRandom(1));
  }

  @Test
  void should_repeat_the_elements_of_a_constant_array_as_keras_broadcasts_them() {
    Object rows =
        Map.of(
            "class_name",
            "__numpy__",
            "config",
            Map.of("value", List.of(List.of(1.0, 2.0), List.of(3.0, 4.0)), "dtype", "float64"));
    assertThat(filled(rows, 2, 2)).containsExactly(1, 2, 3, 4);
    assertThat(filled(rows, 2, 2, 2)).containsExactly(1, 2, 3, 4, 1, 2, 3, 4);
    assertThat(filled(List.of(5, 6), 3, 2)).containsExactly(5, 6, 5, 6, 5, 6);
    assertThat(filled(List.of(List.of(5), List.of(6)), 2, 3)).containsExactly(5, 5, 5, 6, 6, 6);
    assertThat(filled(7, 2)).containsExactly(7, 7);
    assertThat(Initializers.read(constant(rows).map()).config().get("value")).isEqualTo(rows);
  }

  @Test
  void should_reject_a_constant_array_that_is_ragged_or_does_not_fit() {
    assertThatThrownBy(() -> filled(List.of(List.of(1), List.of(2, 3)), 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"value\" should be a number or an array of numbers");
    assertThatThrownBy(() -> filled(List.of("a"), 1))
        .hasMessage("\"value\" should be a number or an array of numbers");
    assertThatThrownBy(() -> filled(List.of(1, 2, 3), 2, 2))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            "Constant cannot fill the weight:\n"
                + "  [option]  \"initializer\": expected a weight that the shape [3]"
                + " broadcasts to, received"
                + " [2, 2].\n"
                + "  See src/docs/errors.md#option");
  }
}
