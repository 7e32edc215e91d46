package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.constraints.Constraints;
import dev.braid.data.Refusal;
import dev.braid.initializers.VarianceScaling;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightOptionsTest {
  @Test
  void should_refuse_penalties_and_limits_of_weights_that_none_can_mean() {
    assertThat(Refusal.of(() -> l2(-0.01)).getMessage())
        .isEqualTo(
            """
            L2 cannot be made:
              [option]  "l2": expected a number of at least 0, received -0.01.
              See src/docs/errors.md#option""");
    assertThat(Refusal.of(() -> l1l2(0, Double.NaN)).getMessage())
        .isEqualTo(
            """
            L1L2 cannot be made:
              [option]  "l2": expected a number of at least 0, received NaN.
              See src/docs/errors.md#option""");
    assertThat(Refusal.of(() -> maxNorm(-1)).getMessage())
        .isEqualTo(
            """
            MaxNorm cannot be made:
              [option]  "max": expected a number above 0, received -1.0.
              See src/docs/errors.md#option""");
    assertThat(Refusal.of(() -> minMaxNorm(2, 1)).getMessage())
        .isEqualTo(
            """
            MinMaxNorm cannot be made:
              [option]  "max": expected a number above 0 and of at least 2.0, received 1.0.
              See src/docs/errors.md#option""");
    assertThat(Refusal.of(() -> minMaxNorm(0, 1).rate(2)).getMessage())
        .isEqualTo(
            """
            MinMaxNorm cannot be made:
              [option]  "rate": expected a number above 0 and up to 1, received 2.0.
              See src/docs/errors.md#option""");
    assertThat(
            Refusal.of(
                    () ->
                        new VarianceScaling(
                            0, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM))
                .getMessage())
        .isEqualTo(
            """
            VarianceScaling cannot be made:
              [option]  "scale": expected a number above 0, received 0.0.
              See src/docs/errors.md#option""");
    assertThat(
            Constraints.read(Map.of("class_name", "MaxNorm", "config", Map.of("max_value", -1.0))))
        .isNotNull();
    assertThat(l2(0).config().get("l2")).isEqualTo(0.0);
  }
}
