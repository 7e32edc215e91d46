package dev.braid.layers.preprocessing;

import static dev.braid.Braid.categoryEncoding;
import static dev.braid.Braid.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.Tensor;
import java.util.List;
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
  void should_sum_weights_where_a_second_input_gives_them() {
    Tensor ids = input("ids", 3);
    Tensor weights = input("weights", 3);
    Tensor counts = categoryEncoding(4).count().apply(ids, weights);
    Model model = Model.inputs(ids, weights).outputs(counts);
    float[][] given = {{0.5f, 2, 1}, {-1, 1, 9}};
    float[][] expected = {{0.5f, 3, 0, 0}, {1, 0, 0, 8}};
    List<Object> x = List.of(IDS, given);
    assertThat(model.predict(x).array().toFloatMatrix()).isDeepEqualTo(expected);
    assertThat(model.toJson()).contains("\"kwargs\":{\"count_weights\":{");
    Model again = Model.fromJson(model.toJson());
    assertThat(again.predict(x).array().toFloatMatrix()).isDeepEqualTo(expected);
  }

  @Test
  void should_reject_weights_that_do_not_fit() {
    Tensor ids = input("ids", 3);
    assertThatThrownBy(() -> categoryEncoding(4).apply(ids, ids))
        .hasMessageContaining(
            "expected one input, received (?, 3), (?, 3). Weights are for"
                + " categoryEncoding(…).count().");
    assertThatThrownBy(() -> categoryEncoding(4).count().apply(ids, input("weights", 2)))
        .hasMessageContaining(
            "expected ids (batch, ids) and weights of the same shape, received (?, 3), (?, 2).");
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
