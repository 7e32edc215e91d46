package dev.braid.layers.preprocessing;

import static dev.braid.Braid.categoryEncoding;
import static dev.braid.Braid.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.Tensor;
import org.junit.jupiter.api.Test;

/** Tests the encoding of ids outside and inside a graph. */
class CategoryEncodingTest {
  private static final int[][] IDS = {{0, 1, 1}, {3, 0, 3}};

  @Test
  void should_give_the_same_rows_outside_and_inside_a_graph() {
    Tensor x = input("x", 3);
    for (CategoryEncoding layer :
        new CategoryEncoding[] {categoryEncoding(4), categoryEncoding(4).count()}) {
      float[][] found = Model.inputs(x).outputs(x.then(layer)).predict(IDS).array().toFloatMatrix();
      assertThat(found).isDeepEqualTo(layer.encode(IDS));
    }
    assertThat(categoryEncoding(4).count().encode(IDS))
        .isDeepEqualTo(new float[][] {{1, 2, 0, 0}, {1, 0, 0, 2}});
    assertThat(categoryEncoding(4).multiHot().encode(IDS))
        .isDeepEqualTo(new float[][] {{1, 1, 0, 0}, {1, 0, 0, 1}});
    assertThat(categoryEncoding(3).oneHot().encode(2, 0))
        .isDeepEqualTo(new float[][] {{0, 0, 1}, {1, 0, 0}});
  }

  @Test
  void should_reject_ids_and_shapes_that_do_not_fit() {
    assertThatThrownBy(() -> categoryEncoding(3).encode(IDS))
        .hasMessageContaining("[id-range]  \"ids\": expected integer ids from 0 to 2, received 3.");
    assertThatThrownBy(() -> categoryEncoding(0))
        .hasMessageContaining(
            "[layer-option]  \"numTokens\": expected a number above 0, received 0.");
    assertThatThrownBy(() -> categoryEncoding(4).apply(input("x", 3, 2)))
        .hasMessageContaining(
            "[layer-input]  \"category_encoding\": expected 2 axes (batch, ids), received"
                + " (?, 3, 2).");
    Tensor x = input("x", 3);
    Model model = Model.inputs(x).outputs(x.then(categoryEncoding(3)));
    assertThatThrownBy(() -> model.predict(IDS)).hasMessageContaining("[id-range]");
  }
}
