package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.data.Refusal;
import org.junit.jupiter.api.Test;

class FreezeTest {
  private final Model model = OneLayer.compiled(1, LINEAR, mse());

  @Test
  void should_refuse_to_freeze_nothing() {
    assertThat(Refusal.of(() -> model.freeze()).getMessage())
        .isEqualTo(
            """
            freeze of the model "model":
              [option]  "freeze": expected the names of layers, received none. Name each layer: \
            freeze("y").
              See src/docs/errors.md#option""");
    assertThat(Refusal.of(() -> model.unfreeze()).getMessage())
        .isEqualTo(
            """
            unfreeze of the model "model":
              [option]  "unfreeze": expected the names of layers, received none. Name each layer: \
            unfreeze("y").
              See src/docs/errors.md#option""");
  }

  @Test
  void should_freeze_no_layer_where_one_name_is_unknown() {
    assertThat(Refusal.ids(() -> model.freeze("y", "z"))).containsExactly("unknown-layer");
    assertThat(model.layer("y").trainable()).isTrue();
  }
}
