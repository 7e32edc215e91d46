package dev.braid.layers.rnn;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import org.junit.jupiter.api.Test;

/** Tests that recurrent convolutions skip padded steps, and reject masks of other axes. */
class ConvLstmMaskTest {
  @Test
  void should_keep_its_state_at_padded_steps() {
    Tensor in = input("steps", 3, 4);
    Tensor lines = in.then(masking(0)).then(timeDistributed(reshape(2, 2)));
    Model model =
        Model.inputs(in).outputs(lines.then(convLstm1d(2, 1).returnSequences().name("out")));
    float[][][] x = {{{1, 2, 3, 4}, {0, 0, 0, 0}, {4, 3, 2, 1}}};
    var out = model.predict(x).array();
    assertThat(out.slice(0).slice(1)).isEqualTo(out.slice(0).slice(0));
    assertThat(out.slice(0).slice(2)).isNotEqualTo(out.slice(0).slice(0));
  }

  @Test
  void should_reject_a_mask_with_more_axes_than_steps() {
    Tensor in = input("lines", 3, 2, 2);
    Model model = Model.inputs(in).outputs(in.then(masking(0)).then(convLstm1d(1, 1)));
    assertThatThrownBy(() -> model.predict(new float[1][3][2][2]))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("expected a mask with one value for each step");
  }
}
