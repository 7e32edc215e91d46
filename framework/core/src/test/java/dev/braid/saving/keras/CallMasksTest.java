package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.golden.GoldenCase;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.masks.ExplicitMask;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Masks as arguments of calls in files: those that Keras propagated, explicit ones, and unreadable
 * ones.
 */
class CallMasksTest {
  private static String tensor(String layer) {
    return """
        {"class_name": "__keras_tensor__", "config": {"shape": [null, 4], "dtype": "float32",
         "keras_history": ["%s", 0, 0]}}"""
        .formatted(layer);
  }

  private static String operation(String className, String name, String args, String options) {
    return """
        {"module": "keras.src.ops.numpy", "class_name": "%1$s", "registered_name": "%1$s",
         "name": "%2$s", "config": {"name": "%2$s"%4$s},
         "inbound_nodes": [{"args": [%3$s], "kwargs": {}}]}"""
        .formatted(className, name, args, options);
  }

  private static String layer(
      String className, String name, String options, String args, String kwargs) {
    return """
        {"module": "keras.layers", "class_name": "%s", "registered_name": null, "name": "%2$s",
         "config": {"name": "%2$s", "trainable": true, "dtype": "float32"%3$s},
         "inbound_nodes": [{"args": [%4$s], "kwargs": {%5$s}}]}"""
        .formatted(className, name, options, args, kwargs);
  }

  /** A model on steps of two features, whose last layer has the name "last". */
  private static String model(String... layers) {
    return """
        {"module": "keras.src.models.functional", "class_name": "Functional", "config": {
        "name": "masked", "trainable": true, "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "name": "steps",
         "config": {"batch_shape": [null, 4, 2], "dtype": "float32", "name": "steps"},
         "inbound_nodes": []},
        %s], "input_layers": ["steps", 0, 0], "output_layers": ["last", 0, 0]}}"""
        .formatted(String.join(",", layers));
  }

  private static String masking() {
    return layer("Masking", "gaps", ", \"mask_value\": 0", tensor("steps"), "");
  }

  private static String pooling(String from, String mask) {
    return layer("GlobalAveragePooling1D", "last", "", tensor(from), "\"mask\": " + mask);
  }

  private static String differs(String name, String number) {
    return operation("NotEqual", name, tensor("steps") + ", " + number, "");
  }

  private static String any(String from) {
    return operation("Any", "any", tensor(from), ", \"axis\": -1, \"keepdims\": false");
  }

  private static void refused(String json, String... lines) {
    assertThatThrownBy(() -> Model.fromJson(json))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            "\"the JSON text\" cannot be opened as it is:\n"
                + String.join("\n", lines)
                + "\n  See src/docs/errors.md#"
                + lines[0].substring(lines[0].indexOf('[') + 1, lines[0].indexOf(']')));
  }

  private static float[] predicted(String json) {
    INDArray steps =
        Nd4j.createFromArray(new float[] {1, 2, 0, 0, 3, 0, -1, -1, 0, 5, 6, 7, 0, 0, 0, 0})
            .reshape('c', 2, 4, 2);
    return Model.fromJson(json).predict(steps).array().data().asFloat();
  }

  @Test
  void should_propagate_the_mask_that_keras_propagated() {
    Model model =
        Model.fromJson(
            model(masking(), differs("ne", "0"), any("ne"), pooling("gaps", tensor("any"))));
    assertThat(model.layers()).noneMatch(ExplicitMask.class::isInstance).hasSize(3);
  }

  @Test
  void should_apply_a_mask_of_other_steps_than_those_that_a_layer_masks() {
    String other = model(masking(), differs("ne", "-1"), any("ne"), pooling("gaps", tensor("any")));
    assertThat(predicted(other)).containsExactly(4f / 3, 2f / 3, 1.5f, 3);
    String none = model(differs("ne", "0"), any("ne"), pooling("steps", tensor("any")));
    assertThat(predicted(none)).containsExactly(1, 1f / 3, 3, 6);
    assertThat(predicted(model(pooling("steps", "null")))).containsExactly(0.75f, 0.25f, 1.5f, 3);
  }

  @Test
  void should_also_propagate_an_explicit_mask_to_following_layers() {
    String each =
        layer(
            "TimeDistributed",
            "each",
            ", \"layer\": {\"class_name\": \"Identity\"," + " \"config\": {\"name\": \"same\"}}",
            tensor("steps"),
            "\"mask\": " + tensor("any"));
    assertThat(predicted(model(differs("ne", "0"), any("ne"), each, pooling("each", "null"))))
        .containsExactly(1, 1f / 3, 3, 6);
  }

  @Test
  void should_refuse_a_mask_of_an_operation_that_is_unknown() {
    refused(
        model(
            operation("Cholesky", "cholesky", tensor("steps"), ""),
            any("cholesky"),
            pooling("steps", tensor("any"))),
        "  [file-layer]  \"cholesky\": expected operations that Braid supports, received the operation"
            + " \"Cholesky\" of keras.ops. Compute it with other operations or a layer in Python,"
            + " and save the model again.");
  }

  @Test
  void should_refuse_a_mask_that_does_not_fit_the_tensor() {
    refused(
        model(differs("ne", "0"), pooling("steps", tensor("ne"))),
        "  [file-option]  \"last\": expected a mask that Braid can compute, received the mask"
            + " \"ne\": it has the shape (?, 4, 2) for a tensor of (?, 4, 2). Compute it with"
            + " comparisons, logical operations, any and all of keras.ops, or use a Masking layer"
            + " or mask_zero=True.");
    refused(
        model(
            differs("ne", "0"),
            operation("Any", "any", tensor("ne"), ", \"axis\": null, \"keepdims\": false"),
            pooling("steps", tensor("any"))),
        "  [file-option]  \"last\": expected a mask that Braid can compute, received the mask"
            + " \"any\": its operation \"any\" reduces the batch axis. Compute it with"
            + " comparisons, logical operations, any and all of keras.ops, or use a Masking layer"
            + " or mask_zero=True.");
  }

  @Test
  void should_refuse_a_mask_that_is_not_a_tensor() {
    refused(
        model(pooling("steps", "-1")),
        "  [file-option]  \"last\": expected a mask that is computed from the model's inputs,"
            + " received -1. Compute it with keras.ops from a tensor, or use a Masking layer or"
            + " mask_zero=True.");
  }

  @Test
  void should_refuse_an_attention_mask_of_another_shape() {
    String heads = ", \"num_heads\": 1, \"key_dim\": 2";
    refused(
        model(
            differs("ne", "0"),
            layer(
                "MultiHeadAttention",
                "last",
                heads,
                tensor("steps") + ", " + tensor("steps"),
                "\"attention_mask\": " + tensor("ne"))),
        "  [file-option]  \"last\": expected an attention mask of (?, 4, 4) as the fourth input,"
            + " received (?, 4, 2), (?, 4, 2), (?, 4, 2), (?, 4, 2) for last.");
  }

  @Test
  void should_find_the_tensors_that_a_mask_is_computed_from() {
    Model model =
        Model.fromJson(model(differs("ne", "-1"), any("ne"), pooling("steps", tensor("any"))));
    assertThat(model.layer("explicit_mask").config().get("mask"))
        .isEqualTo("1: NotEqual(tensor 0, -1.0); 2: Any(1)[-1]");
    assertThat(model.summaryText()).contains("explicit_mask (ExplicitMask)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "word_tags",
        "statistics_apart",
        "taken_masks",
        "attentive_reader",
        "film_reviews"
      })
  void should_add_no_masks_to_graphs_in_which_keras_propagated_them(String name)
      throws IOException {
    Model model = Model.load(new GoldenCase(name).file("model.keras"));
    assertThat(Topology.of(model).nodes()).noneMatch(node -> node.layer() instanceof ExplicitMask);
  }
}
