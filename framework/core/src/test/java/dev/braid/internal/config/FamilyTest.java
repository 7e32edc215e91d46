package dev.braid.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.StructureException;
import dev.braid.internal.text.SnakeCase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyTest {
  private final Family<String> colours =
      new Family<>(String.class, "colour")
          .add("DarkRed", config -> "red " + config.integer("shade", 1), "crimson")
          .add("SkyBlue", config -> "blue");

  @Test
  void should_read_names_and_objects() {
    assertThat(colours.read("DarkRed")).isEqualTo("red 1");
    assertThat(colours.read("dark_red")).isEqualTo("red 1");
    assertThat(colours.read("crimson")).isEqualTo("red 1");
    assertThat(colours.read(Map.of("class_name", "DarkRed", "config", Map.of("shade", 5))))
        .isEqualTo("red 5");
    assertThat(colours.read(Map.of("class_name", "function", "config", "sky_blue")))
        .isEqualTo("blue");
    assertThat(colours.classes()).containsExactly("DarkRed", "SkyBlue");
  }

  @Test
  void should_list_the_known_names_and_suggest_the_nearest() {
    assertThatThrownBy(() -> colours.read("dark_rad"))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            Unknown colour:
              [option]  "colour": expected one of DarkRed, SkyBlue, received "dark_rad". \
            Did you mean "dark_red"?
              See src/docs/errors.md#option\
            """);
  }

  @Test
  void should_suggest_nothing_if_no_name_is_near() {
    assertThatThrownBy(() -> colours.read("green")).hasMessageNotContaining("Did you mean");
    assertThatThrownBy(() -> colours.read(12)).hasMessageContaining("received \"12\"");
  }

  @ParameterizedTest
  @CsvSource({
    "KLDivergence, kl_divergence",
    "L1L2, l1l2",
    "RMSprop, rm_sprop",
    "AdamW, adam_w",
    "MeanIoU, mean_io_u",
    "R2Score, r2_score",
    "Conv2DTranspose, conv2d_transpose"
  })
  void should_name_a_first_object_as_keras_does(String className, String name) {
    assertThat(SnakeCase.of(className)).isEqualTo(name);
  }
}
