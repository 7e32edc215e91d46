package dev.braid;

import static dev.braid.Braid.RELU;
import static dev.braid.Braid.batchNormalization;
import static dev.braid.Braid.bidirectional;
import static dev.braid.Braid.concatenate;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static dev.braid.Braid.lambda;
import static dev.braid.Braid.lstm;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.multiHeadAttention;
import static dev.braid.Braid.sgd;
import static dev.braid.Braid.timeDistributed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.core.Dense;
import dev.braid.ops.Ops;
import dev.braid.ops.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class CloneModelTest {
  private final float[][][] x = {{{1, 2}, {3, -1}, {0.5f, 4}}, {{0, 1}, {-2, 1}, {3, 3}}};

  private static Model step() {
    Tensor in = input("step", 2);
    return Model.inputs(in).outputs(in.then(dense(3, RELU).name("inner"))).name("encoder");
  }

  /** Every way in which layers contain others: nested, repeated, wrapped, shared, as operations. */
  private static Model nested() {
    Tensor in = input("x", 3, 2);
    Model encoder = step();
    Tensor steps = in.then(timeDistributed(encoder).name("frames"));
    Tensor first = in.at(Ops.all(), Ops.index(0)).then(encoder);
    Tensor read = steps.then(bidirectional(lstm(2)).name("both"));
    Tensor seen = multiHeadAttention(1, 2).name("look").apply(steps, steps).then(Braid.flatten());
    Tensor doubled = read.then(lambda("twice", v -> v.multiply(2))).times(0.5);
    Tensor all = concatenate(first, doubled, seen).then(batchNormalization());
    return Model.inputs(in).outputs(all.then(dense(1)).named("amount")).name("whole");
  }

  private static List<INDArray> arrays(Model model) {
    return model.weights().stream().map(Weight::array).toList();
  }

  @Test
  void should_clone_the_architecture_with_new_weights() {
    Model model = nested();
    Model clone = model.cloneModel();
    assertThat(clone.summaryText(true, true)).isEqualTo(model.summaryText(true, true));
    assertThat(clone.weights())
        .extracting(Weight::path)
        .containsExactlyElementsOf(model.weights().stream().map(Weight::path).toList());
    assertThat(clone.name()).isEqualTo("whole");
    assertThat(clone.outputNames()).containsExactly("amount");
    assertThat(clone.predict(x).array()).isNotEqualTo(model.predict(x).array());
    clone.setWeights(arrays(model));
    assertThat(clone.predict(x).array()).isEqualTo(model.predict(x).array());
  }

  @Test
  void should_change_no_weight_of_the_original() {
    Model model = nested();
    model.compile(sgd(0.1), mse());
    List<INDArray> before = arrays(model);
    Model clone = model.cloneModel();
    assertThat(clone.isCompiled()).isFalse();
    clone.compile(sgd(0.1), mse());
    clone.trainOnBatch(x, new float[] {1, 2});
    assertThat(arrays(model)).isEqualTo(before);
  }

  @Test
  void should_keep_frozen_layers_and_sharing() {
    Model model = nested();
    model.freeze("both", "encoder");
    Model clone = model.cloneModel();
    assertThat(clone.layer("both").trainable()).isFalse();
    assertThat(clone.layer("encoder").trainable()).isFalse();
    assertThat(clone.layer("look").trainable()).isTrue();
    assertThat(clone.countParams()).isEqualTo(model.countParams());
    assertThat(clone.layer("encoder")).isNotSameAs(model.layer("encoder"));
  }

  /** A custom layer that holds another layer. */
  private static class Around extends CustomLayer<Around> {
    Dense inner = dense(2).name("inner");

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return inner.outputs(inputs);
    }

    @Override
    public List<Child> children(List<Spec> inputs) {
      return List.of(new Child("inner", inner, inputs));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      return call.apply(inner, inputs.get(0));
    }

    @Override
    protected void describe(Config config) {}
  }

  /** The same with copies. */
  private static final class SeparateAround extends Around {
    @Override
    protected void separate() {
      inner = inner.name("inner");
    }
  }

  private static Model around(Around layer) {
    Tensor in = input("x", 2);
    return Model.inputs(in).outputs(in.then(layer.name("wrap")));
  }

  @Test
  void should_refuse_a_custom_layer_whose_copy_shares_weights() {
    assertThatThrownBy(() -> around(new Around()).cloneModel())
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            The model "model" cannot be cloned:
              [clone-layer]  "wrap": expected a copy with separate weights, received one that contains layers of the original. Override separate() in Around so that a copy has copies of them: inner = inner.name(inner.nameOrAutomatic()).
              See src/docs/errors.md#clone-layer""");
  }

  @Test
  void should_clone_a_custom_layer_that_separates_the_layers_inside() {
    Model model = around(new SeparateAround());
    Model clone = model.cloneModel();
    assertThat(clone.layerWeights("wrap/inner").get(0).array())
        .isNotEqualTo(model.layerWeights("wrap/inner").get(0).array());
  }

  @Test
  void should_give_the_weights_of_a_layer_by_its_path() {
    Model model = nested();
    assertThat(model.layerWeights("dense"))
        .extracting(Weight::path)
        .containsExactly("dense/kernel", "dense/bias");
    assertThat(model.layerWeights("encoder")).hasSize(2);
    Weight kernel = model.layerWeights("encoder/inner").get(0);
    kernel.assign(new float[2][3]);
    assertThat(model.layerWeights("frames/encoder/inner").get(0).array().sumNumber().doubleValue())
        .isZero();
    assertThat(model.layerWeights("both/backward_layer"))
        .extracting(w -> w.shape().length)
        .containsExactly(2, 2, 1);
    assertThat(model.layerWeights("x")).isEmpty();
  }

  @Test
  void should_refuse_an_unknown_path() {
    Model model = nested();
    assertThatThrownBy(() -> model.layerWeights("encoder/iner"))
        .hasMessage(
            """
            "encoder" (Functional) contains no layer with this name:
              [unknown-layer]  "encoder/iner": expected one of "step", "inner", received "iner". Did you mean "inner"?
              See src/docs/errors.md#unknown-layer""");
    assertThatThrownBy(() -> model.layerWeights("dense/kernel"))
        .hasMessage(
            """
            "dense" (Dense) contains no layer with this name:
              [unknown-layer]  "dense/kernel": expected the name of a layer that contains others, received "kernel".
              See src/docs/errors.md#unknown-layer""");
  }

  @Test
  void should_find_layers_by_their_index() {
    Model model = step();
    assertThat(model.layer(1)).isSameAs(model.layer("inner"));
    assertThatThrownBy(() -> model.layer(2))
        .hasMessage(
            """
            The model "encoder" has no layer with this index:
              [unknown-layer]  expected an index from 0 to 1, received 2. Inputs are layers too: see model.layers().
              See src/docs/errors.md#unknown-layer""");
    assertThatThrownBy(() -> model.layer(-1)).hasMessageContaining("from 0 to 1, received -1.");
  }
}
