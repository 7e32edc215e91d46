package dev.braid.layers.preprocessing;

import static dev.braid.Braid.input;
import static dev.braid.Braid.randomZoom;
import static dev.braid.Braid.rescaling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that two numbers have the same meaning as in Keras. */
class RescalingTest {
  private static float[] rescaled(Layer layer, float... row) {
    Tensor x = input("x", row.length);
    return Model.inputs(x).outputs(x.then(layer)).predict(new float[][] {row}).floats()[0];
  }

  @Test
  void should_read_two_numbers_as_scale_and_offset() {
    assertThat(rescaled(rescaling(2, -1), 3, 4)).containsExactly(5, 7);
    assertThat(rescaled(rescaling(0.5), 3, 4)).containsExactly(1.5f, 2);
    assertThat(rescaled(rescaling(2, -1), 3, 4, 5)).containsExactly(5, 7, 9);
  }

  @Test
  void should_accept_a_scale_for_each_feature_as_an_array() {
    double[] scales = {2, -1};
    assertThat(rescaled(rescaling(scales), 3, 4)).containsExactly(6, -4);
    assertThat(rescaled(rescaling(scales).offset(1, 2), 3, 4)).containsExactly(7, -2);
  }

  @Test
  void should_read_two_numbers_of_a_zoom_as_height_and_width() {
    assertThat(randomZoom(0.2, 0.3).config().map())
        .containsEntry("height_factor", 0.2)
        .containsEntry("width_factor", 0.3);
    assertThat(randomZoom(0.2).config().map())
        .containsEntry("height_factor", 0.2)
        .containsEntry("width_factor", null);
    assertThat(randomZoom(new double[] {0.2, 0.3}).config().map())
        .containsEntry("height_factor", List.of(0.2, 0.3))
        .containsEntry("width_factor", null);
  }
}
