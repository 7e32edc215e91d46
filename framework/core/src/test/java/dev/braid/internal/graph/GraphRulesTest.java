package dev.braid.internal.graph;

import static dev.braid.Braid.add;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.flatten;
import static dev.braid.Braid.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Problems of a graph are reported when the model is created. */
class GraphRulesTest {
  private final Tensor a = input("a", 4);
  private final Tensor b = input("b", 4);

  private static void refused(ThrowingCallable call, String... lines) {
    assertThatThrownBy(call)
        .isInstanceOf(StructureException.class)
        .hasMessage(String.join("\n", lines));
  }

  @Test
  void should_name_the_path_from_a_missing_input() {
    Tensor hidden = b.then(dense(3).name("hidden"));
    Tensor out = add().name("sum").apply(a.then(dense(3).name("left")), hidden);
    refused(
        () -> Model.inputs(a).outputs(out),
        "The graph is invalid:",
        "  [disconnected]  \"b\": expected every input that an output depends on among"
            + " the model's inputs, this one is missing, on the path \"b\" (InputLayer) ->"
            + " \"hidden\" (Dense) -> \"sum\" (Add). Add it to Model.inputs(…).",
        "  See src/docs/errors.md#disconnected");
  }

  @Test
  void should_name_an_unused_input() {
    refused(
        () -> Model.inputs(a, b).outputs(a.then(dense(3))),
        "The graph is invalid:",
        "  [unused-input]  \"b\": expected every input to lead to an output, no output"
            + " depends on this one. Use it, or leave it out of Model.inputs(…).",
        "  See src/docs/errors.md#unused-input");
  }

  @Test
  void should_refuse_two_layers_with_one_name() {
    Tensor out = a.then(dense(3).name("same")).then(flatten().name("same"));
    refused(
        () -> Model.inputs(a).outputs(out),
        "The graph is invalid:",
        "  [duplicate-name]  \"same\": expected a unique layer name, received it for two layers, of"
            + " class Dense and Flatten. Rename one with .name(…).",
        "  See src/docs/errors.md#duplicate-name");
  }

  @Test
  void should_refuse_two_outputs_with_one_name() {
    Tensor left = a.then(dense(3)).named("out");
    Tensor right = a.then(dense(3)).named("out");
    refused(
        () -> Model.inputs(a).outputs(left, right),
        "The graph is invalid:",
        "  [duplicate-name]  \"out\": expected a unique output name, received it for two outputs."
            + " Name one of them with tensor.named(\"…\").",
        "  See src/docs/errors.md#duplicate-name");
  }

  @Test
  void should_refuse_one_layer_as_two_outputs_without_explicit_names() {
    Layer shared = dense(3).name("shared");
    refused(
        () -> Model.inputs(a, b).outputs(a.then(shared), b.then(shared)),
        "The graph is invalid:",
        "  [duplicate-name]  \"shared\": expected a unique output name, received it for two outputs."
            + " Name one of them with tensor.named(\"…\").",
        "  See src/docs/errors.md#duplicate-name");
    Model fine =
        Model.inputs(a, b).outputs(a.then(shared).named("left"), b.then(shared).named("right"));
    assertThat(fine.outputNames()).containsExactly("left", "right");
  }

  @Test
  void should_refuse_two_inputs_with_one_name() {
    Tensor again = input("a", 4);
    refused(
        () -> Model.inputs(a, again).outputs(add(a, again)),
        "The graph is invalid:",
        "  [duplicate-name]  \"a\": expected a unique layer name, received it for two layers, both"
            + " of class InputLayer. Rename one with .name(…).",
        "  See src/docs/errors.md#duplicate-name");
    refused(
        () -> Model.inputs(a, a).outputs(a.then(dense(2))),
        "The graph is invalid:",
        "  [duplicate-name]  \"a\": expected each input once, received it twice.",
        "  See src/docs/errors.md#duplicate-name");
  }

  @Test
  void should_refuse_two_inputs_with_one_data_name() {
    refused(
        () -> Model.inputs(a.named("b"), b).outputs(add(a, b)),
        "The graph is invalid:",
        "  [duplicate-name]  \"b\": expected a unique input name, received it for two inputs. Name one"
            + " of them with tensor.named(\"…\").",
        "  See src/docs/errors.md#duplicate-name");
    Model fine = Model.inputs(a.named("b"), b.named("a")).outputs(add(a, b));
    assertThat(fine.inputNames()).containsExactly("b", "a");
    assertThat(fine.layers().get(0).name()).isEqualTo("a");
  }

  @Test
  void should_refuse_the_output_of_a_layer_as_input() {
    Tensor hidden = a.then(dense(3).name("hidden"));
    refused(
        () -> Model.inputs(hidden).outputs(hidden.then(dense(2))),
        "The graph is invalid:",
        "  [disconnected]  \"hidden\": expected inputs created by input(…), received an output of this layer. Start the model from an input(…) of that shape and apply the"
            + " layers to it.",
        "  See src/docs/errors.md#disconnected");
  }

  @Test
  void should_refuse_a_model_without_inputs_or_outputs() {
    refused(
        () -> Model.inputs(List.of()).outputs(List.of()),
        "The graph is invalid:",
        "  [unused-input]  the model has no inputs.",
        "  [disconnected]  the model has no outputs.",
        "  See src/docs/errors.md#unused-input");
  }

  @Test
  void should_report_all_problems_at_once() {
    Tensor out = b.then(dense(3).name("same")).then(dense(3).name("same"));
    refused(
        () -> Model.inputs(a).outputs(out),
        "The graph is invalid:",
        "  [disconnected]    \"b\": expected every input that an output depends on"
            + " among the model's inputs, this one is missing, on the path \"b\" (InputLayer) ->"
            + " \"same\" (Dense) -> \"same\" (Dense). Add it to Model.inputs(…).",
        "  [unused-input]    \"a\": expected every input to lead to an output, no"
            + " output depends on this one. Use it, or leave it out of Model.inputs(…).",
        "  [duplicate-name]  \"same\": expected a unique layer name, received it for two layers, both"
            + " of class Dense. Rename one with .name(…).",
        "  See src/docs/errors.md#disconnected");
  }

  @Test
  void should_refuse_to_share_weights_between_inputs_of_different_size() {
    Layer shared = dense(3).name("shared");
    a.then(shared);
    refused(
        () -> input("wide", 5).then(shared),
        "\"shared\" (Dense) cannot be applied:",
        "  [layer-input]  \"shared\": expected an input like the one for which its shared weights were created, (?, 4), received (?, 5). Use a second layer where weights are not to be"
            + " shared.",
        "  See src/docs/errors.md#layer-input");
  }

  @Test
  void should_refuse_invalid_options_and_names() {
    refused(
        () -> dense(0),
        "dense (Dense) cannot be made:",
        "  [layer-option]  \"units\": expected a number above 0, received 0.",
        "  See src/docs/errors.md#layer-option");
    refused(
        () -> dense(3).name("a/b"),
        "dense (Dense) cannot be made:",
        "  [layer-option]  \"name\": expected a text without \"/\", received \"a/b\".",
        "  See src/docs/errors.md#layer-option");
    refused(
        () -> input("x", 3, 0),
        "input_layer (InputLayer) cannot be made:",
        "  [layer-option]  \"shape\": expected sizes above 0, or ANY for one that may vary,"
            + " received 0.",
        "  See src/docs/errors.md#layer-option");
    refused(
        () -> a.named(""),
        "A name does not fit:",
        "  [layer-option]  \"name\": expected a text without \"/\", received \"\". Weight paths use"
            + " the slash to part the layer's name from the weight's.",
        "  See src/docs/errors.md#layer-option");
  }

  @Test
  void should_name_the_inputs_of_a_nested_model() {
    Model inner = Model.inputs(a, b).outputs(add(a, b)).name("inner");
    refused(
        () -> inner.apply(input("one", 4)),
        "\"inner\" (Functional) cannot be applied:",
        "  [layer-input]  \"inner\": expected its inputs \"a\" (?, 4), \"b\" (?, 4), received (?,"
            + " 4).",
        "  See src/docs/errors.md#layer-input");
  }
}
