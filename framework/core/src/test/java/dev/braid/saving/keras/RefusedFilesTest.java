package dev.braid.saving.keras;

import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.braid.DType;
import dev.braid.Model;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.layers.core.Dense;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

/** All problems of files that cannot be opened are reported. */
class RefusedFilesTest {
  private static String sequential(String... layers) {
    return """
        {"module": "keras", "class_name": "Sequential", "config": {"name": "chain", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer",
         "config": {"batch_shape": [null, 4], "dtype": "float32", "name": "facts"}},
        """
        + String.join(",", layers)
        + "]}}";
  }

  private static String layer(String className, String name, String more) {
    return """
        {"module": "keras.layers", "class_name": "%s", "registered_name": null,
         "config": {"name": "%s", "trainable": true, "dtype": "float32"%s}}"""
        .formatted(className, name, more);
  }

  private static StructureException refusal(String json) {
    return catchThrowableOfType(StructureException.class, () -> Model.fromJson(json));
  }

  @Test
  void should_list_everything_that_is_unknown_at_once() {
    StructureException refusal =
        refusal(
            sequential(
                layer("Lambda", "code", ", \"function\": \"gASV\""),
                layer("Swirl", "swirl", ""),
                layer("Dense", "half", ", \"units\": 2").replace("float32", "int8_from_float32"),
                layer("Dense", "none", ", \"units\": 0")));
    assertThat(refusal.problems().stream().map(Problem::name))
        .containsExactly("code", "swirl", "half", "none");
    assertThat(refusal)
        .hasMessageContaining("code from a file is never run")
        .hasMessageContaining(
            "Model.load(path, Registry.empty().layer(\"Swirl\", config -> new Swirl())), with a class such as")
        .hasMessageContaining(
            "expected a policy of floating-point numbers, received \"int8_from_float32\"");
  }

  @Test
  void should_name_every_operation_that_is_unknown() {
    String operation =
        """
        {"module": "keras.src.ops.numpy", "class_name": "%s", "registered_name": "%s", "name": "%s",
         "config": {"name": "%s"}, "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__",
         "config": {"shape": [null, 4], "dtype": "float32", "keras_history": ["%s", 0, 0]}}, 2.0],
         "kwargs": {}}]}""";
    StructureException refusal =
        refusal(
            functional("facts", "one")
                .replace(
                    "], \"input_layers\"",
                    ", "
                        + operation.formatted("Eigh", "Eigh", "plus", "plus", "one")
                        + ", "
                        + operation.formatted("Cholesky", "Cholesky", "times", "times", "plus")
                        + "], \"input_layers\"")
                .replace("[\"two\", 0, 0]", "[\"times\", 0, 0]"));
    assertThat(refusal.problems().stream().map(Problem::name)).containsExactly("plus", "times");
    assertThat(refusal)
        .hasMessageContaining(
            "\"plus\": expected operations that Braid supports, received the operation \"Eigh\" of"
                + " keras.ops. Compute it with other operations or a layer in Python, and save the"
                + " model again.");
  }

  @Test
  void should_ignore_the_training_argument_of_a_call_as_keras_does() {
    String json =
        functional("facts", "one").replace("\"kwargs\": {}", "\"kwargs\": {\"training\": true}");
    assertThat(Model.fromJson(json).outputNames()).containsExactly("two");
  }

  @Test
  void should_distinguish_files_of_other_kinds_from_damaged_ones(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("notes.keras"), "notes");
    assertThatThrownBy(() -> Model.load(file)).hasMessageContaining("neither a .keras file nor");
    assertThatThrownBy(() -> Model.load(folder)).hasMessageContaining("it is a folder");
  }

  @Test
  void should_give_the_reason_why_a_file_cannot_be_written(@TempDir Path folder)
      throws IOException {
    Tensor facts = input("facts", 3);
    Model model = Model.inputs(facts).outputs(facts.then(dense(2)));
    Path file = Files.writeString(folder.resolve("file"), "kept");
    assertThatThrownBy(() -> model.save(file.resolve("model.keras")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model.keras\" cannot be written: a file exists where a folder");
    Files.createDirectories(folder.resolve("taken.keras"));
    assertThatThrownBy(() -> model.save(folder.resolve("taken.keras")))
        .hasMessageContaining("it is a folder");
    assertThat(file).hasContent("kept");
  }

  @Test
  void should_load_weights_from_whole_models(@TempDir Path folder) throws IOException {
    Tensor facts = input("facts", 3);
    Model model = Model.inputs(facts).outputs(facts.then(dense(2)));
    model.save(folder.resolve("model.keras"));
    Tensor again = input("facts", 3);
    Model copy = Model.inputs(again).outputs(again.then(dense(2)));
    copy.loadWeights(folder.resolve("model.keras"));
    assertThat(copy.weights().get(0).array()).isEqualTo(model.weights().get(0).array());
  }

  @Test
  void should_use_registered_classes_for_custom_layers() {
    String json = sequential(layer("Swirl", "swirl", ", \"size\": 3"));
    Registry registry =
        Registry.empty().layer("Swirl", config -> new Dense(config.whole("size", 1)));
    Model model = Model.fromJson(json, registry);
    assertThat(model.layer("swirl")).isInstanceOf(Dense.class);
    assertThat(model.outputs().get(0).shape()).containsExactly(3);
  }

  @Test
  void should_refuse_options_that_would_be_lost() {
    StructureException refusal =
        refusal(sequential(layer("Dense", "wide", ", \"units\": 2, \"lora_rank\": 4")));
    assertThat(refusal).hasMessageContaining("lora_rank = 4");
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void should_open_inputs_of_every_type_that_keras_has(DType type) {
    String json = functional("facts", "one");
    Model model = Model.fromJson(json.replaceFirst("float32", type.keras()));
    assertThat(model.inputs().get(0).dtype()).isEqualTo(type);
    assertThat(model.toJson()).contains("\"dtype\":\"" + type.keras() + '"');
  }

  @Test
  void should_refuse_an_input_of_an_unknown_type() {
    assertThat(refusal(functional("facts", "one").replaceFirst("float32", "uint4")))
        .hasMessage(
            """
            "the JSON text" cannot be opened as it is:
              [file-option]  "facts": expected one of float32, float64, float16, bfloat16, int8, int16, int32, int64, uint8, uint16, uint32, uint64, bool, string, received "uint4" for dtype.
              See src/docs/errors.md#file-option\
            """);
  }

  @ParameterizedTest
  @CsvSource({"uint8, Add", "int8, Average", "bool, Multiply", "int32, LayerNormalization"})
  void should_refuse_layers_that_keras_computes_in_integers(String type, String className) {
    String json = sequential(layer(className, "inside", "")).replaceFirst("float32", type);
    assertThat(refusal(json))
        .hasMessage(
            """
            "the JSON text" cannot be opened as it is:
              [file-option]  "inside": expected inputs of float32, received %s, the type in which Keras computes this layer. Insert keras.layers.Rescaling(1.0) before it in Python and save the model again.
              See src/docs/errors.md#file-option\
            """
                .formatted(type));
  }

  @Test
  void should_find_cycles() {
    String json = functional("two", "one");
    assertThat(refusal(json)).hasMessageContaining("in a cycle");
  }

  private static String functional(String intoOne, String intoTwo) {
    return """
        {"module": "keras.src.models.functional", "class_name": "Functional", "config": {
        "name": "ring", "trainable": true, "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "name": "facts",
         "config": {"batch_shape": [null, 4], "dtype": "float32", "name": "facts"},
         "inbound_nodes": []},
        %s, %s], "input_layers": ["facts", 0, 0], "output_layers": ["two", 0, 0]}}"""
        .formatted(denseLayer("one", intoOne), denseLayer("two", intoTwo));
  }

  private static String denseLayer(String name, String from) {
    return """
        {"module": "keras.layers", "class_name": "Dense", "name": "%s",
         "config": {"name": "%s", "units": 4}, "inbound_nodes": [{"args": [{
         "class_name": "__keras_tensor__", "config": {"shape": [null, 4], "dtype": "float32",
         "keras_history": ["%s", 0, 0]}}], "kwargs": {}}]}"""
        .formatted(name, name, from);
  }

  @Test
  void should_read_a_consistent_graph() {
    assertThat(Model.fromJson(functional("facts", "one")).outputNames()).containsExactly("two");
  }

  @Test
  void should_refuse_models_that_expand_without_end() {
    String inner = "\"units\": 4";
    String json = layer("Dense", "core", ", " + inner);
    for (int depth = 0; depth < 30; depth++) {
      json = twice(json, depth);
    }
    assertThat(refusal(json)).hasMessageContaining("more layers than LoadLimits allow");
  }

  /** Returns a Sequential model that applies its content twice, by its shared object id. */
  private static String twice(String inner, int depth) {
    String shared = inner.substring(0, inner.length() - 1) + ", \"shared_object_id\": " + depth;
    return String.format(
        Locale.ROOT,
        """
        {"module": "keras", "class_name": "Functional", "name": "level%1$d", "config": {
        "name": "level%1$d", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "name": "in%1$d",
         "config": {"batch_shape": [null, 4], "dtype": "float32", "name": "in%1$d"},
         "inbound_nodes": []},
        %2$s, "name": "inner", "inbound_nodes": [[["in%1$d", 0, 0]], [["inner", 0, 0]]]}],
        "input_layers": ["in%1$d", 0, 0], "output_layers": [["inner", %3$d, 0]]}}""",
        depth,
        shared,
        depth == 0 ? 1 : 2);
  }

  @Test
  void should_explain_how_to_load_a_weights_file(@TempDir Path folder) throws IOException {
    Tensor facts = input("facts", 3);
    Model model = Model.inputs(facts).outputs(facts.then(dense(2))).name("small");
    Path file = folder.resolve("small.weights.h5");
    model.saveWeights(file);
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("model.loadWeights(path)");
  }

  @Test
  void should_load_weights_and_change_nothing_if_they_do_not_fit(@TempDir Path folder)
      throws IOException {
    Tensor facts = input("facts", 3);
    Model model = Model.inputs(facts).outputs(facts.then(dense(2))).name("small");
    Path file = folder.resolve("small.weights.h5");
    model.saveWeights(file);
    Tensor again = input("facts", 3);
    Model copy = Model.inputs(again).outputs(again.then(dense(2)));
    copy.loadWeights(file);
    assertThat(copy.weights().get(0).array()).isEqualTo(model.weights().get(0).array());
    Tensor wide = input("facts", 4);
    Model other = Model.inputs(wide).outputs(wide.then(dense(2)));
    var before = other.weights().get(0).array();
    assertThatThrownBy(() -> other.loadWeights(file))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("[4, 2]")
        .hasMessageContaining("[3, 2]");
    assertThat(other.weights().get(0).array()).isEqualTo(before);
  }

  @Test
  void should_refuse_weights_of_a_file_that_are_unused(@TempDir Path folder) throws IOException {
    Tensor facts = input("facts", 3);
    Tensor hidden = facts.then(dense(3).name("first")).then(dense(3).name("second"));
    Path file = folder.resolve("large.weights.h5");
    Model.inputs(facts).outputs(hidden.then(dense(1).name("third"))).saveWeights(file);
    Tensor again = input("facts", 3);
    Model less =
        Model.inputs(again)
            .outputs(
                again.then(dense(3).name("first")).then(dense(3).name("second").useBias(false)));
    StructureException refusal =
        catchThrowableOfType(StructureException.class, () -> less.loadWeights(file));
    assertThat(refusal.problems().stream().map(Problem::name)).containsExactly("second", "third");
    assertThat(refusal)
        .hasMessageContaining("expected 1 weight, received 2 in the file")
        .hasMessageContaining("which the model does not have");
  }

  @Test
  void should_write_the_architecture_to_json() {
    Tensor facts = input("facts", 3);
    Model model = Model.inputs(facts).outputs(facts.then(dense(2)).named("both")).name("small");
    Model again = Model.fromJson(model.toJson());
    assertThat(again.toJson()).isEqualTo(model.toJson());
    assertThat(again.outputNames()).containsExactly("both");
    assertThat(again.predict(Map.of("facts", Nd4j.ones(2, 3))).get("both").shape())
        .containsExactly(2, 2);
  }

  @Test
  void should_require_file_names_that_keras_loads(@TempDir Path folder) {
    Tensor facts = input("facts", 3);
    Model model = Model.inputs(facts).outputs(facts.then(dense(2)));
    assertThatThrownBy(() -> model.save(folder.resolve("model.zip")))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("a name that ends in .keras");
    assertThat(folder.toFile().list()).isEmpty();
    assertThat(Files.exists(folder)).isTrue();
  }
}
