package dev.braid.layers.preprocessing;

import static dev.braid.Braid.dense;
import static dev.braid.Braid.hashedCrossing;
import static dev.braid.Braid.hashing;
import static dev.braid.Braid.input;
import static dev.braid.Braid.integerLookup;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.ones;
import static dev.braid.Braid.rescaling;
import static dev.braid.Braid.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.Tensor;
import org.junit.jupiter.api.Test;

/** Layers of categories behind layers of the numeric graph. */
class HostLayersInGraphTest {
  private static float[][] predict(Tensor x, Tensor output, Object data) {
    return Model.inputs(x).outputs(output).predict(data).array().toFloatMatrix();
  }

  @Test
  void should_compute_what_they_compute_before_the_graph() {
    Tensor x = input("x", 1);
    Tensor doubled = x.then(rescaling(2));
    float[][] data = {{4}, {2.5f}, {7}};
    // values of TensorFlow
    assertThat(predict(x, doubled.then(hashing(100)), data))
        .isDeepEqualTo(new float[][] {{27}, {71}, {65}});
    assertThat(predict(x, hashedCrossing(50).apply(doubled, x), data))
        .isDeepEqualTo(new float[][] {{22}, {30}, {15}});
    assertThat(predict(x, doubled.then(integerLookup().vocabulary(8, 5)), data))
        .isDeepEqualTo(new float[][] {{1}, {2}, {0}});
  }

  @Test
  void should_let_no_gradient_through() {
    Tensor x = input("x", 1);
    Tensor ids = x.then(dense(1).kernelInitializer(ones())).then(integerLookup().vocabulary(3, 4));
    Model model = Model.inputs(x).outputs(ids.then(dense(1).name("last")));
    model.compile(sgd(0.1), mse());
    model.trainOnBatch(new float[][] {{3}, {4}}, new float[][] {{1}, {0}});
    assertThat(model.weights().get(0).array().getDouble(0)).isEqualTo(1);
    assertThat(model.weights().get(3).array().getDouble(0)).isNotZero();
  }

  @Test
  void should_refuse_inputs_of_other_shapes() {
    assertThatThrownBy(() -> hashedCrossing(5).apply(input("x", 1)))
        .hasMessageContaining(
            "expected at least two inputs, received (?, 1). Pass what is to be crossed:"
                + " apply(a, b).");
    assertThatThrownBy(() -> hashedCrossing(5).apply(input("x", 2), input("y", 2)))
        .hasMessageContaining(
            "expected inputs with one element for each sample, all (?) or all (?, 1), received"
                + " (?, 2), (?, 2).");
    assertThatThrownBy(() -> hashing(5).outputMode("tf_idf"))
        .hasMessageContaining(
            "[layer-option]  \"outputMode\": expected one of int, one_hot, multi_hot, count,"
                + " received tf_idf.");
  }

  @Test
  void should_refuse_options_after_the_layer_was_applied() {
    IntegerLookup lookup = integerLookup().vocabulary(3, 4).outputMode("count");
    input("x", 2).then(lookup);
    assertThatThrownBy(() -> lookup.numOovIndices(2))
        .hasMessage(
            "IntegerLookup does not fit:\n"
                + "  [layer-option]  \"numOovIndices\": expected options that are set before the"
                + " layer is applied, received a layer that was applied. Set it first, or use a"
                + " second layer.\n"
                + "  See src/docs/errors.md#layer-option");
    assertThatThrownBy(() -> lookup.vocabulary(1, 2, 3))
        .hasMessageContaining(
            "\"vocabulary\": expected 3 tokens with those for unknown ones, as when the layer was"
                + " applied, received 4. Apply a new layer to use another number of tokens.");
    assertThat(lookup.vocabulary(8, 9).rowVocabulary()).containsExactly(-1L, 8L, 9L);
    IntegerLookup ids = integerLookup().vocabulary(3, 4);
    input("x", 2).then(ids);
    assertThat(ids.vocabulary(1, 2, 3).vocabulary()).containsExactly(-1L, 1L, 2L, 3L);
  }
}
