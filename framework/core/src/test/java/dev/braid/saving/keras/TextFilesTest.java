package dev.braid.saving.keras;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.DType;
import dev.braid.History;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.layers.preprocessing.StringLookup;
import dev.braid.layers.preprocessing.TextVectorization;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of models with inputs of texts: one that Keras wrote, and one that Braid wrote and Keras
 * opened and trained. src/test/python/record_text_models.py recorded Keras' results.
 */
class TextFilesTest {
  private static final String[] TEXT = {
    "a wonderful film",
    "Dull, and long!",
    "wonderful and short",
    "a dull evening",
    "long",
    "Short film?"
  };
  private static final float[] Y = {1, 0, 1, 0, 0, 1};

  private static Map<String, Object> data() {
    Map<String, Object> data = new HashMap<>();
    data.put("text", TEXT);
    data.put("plain", TEXT);
    data.put("colour", new String[] {"red", "blue", "green", "red", "", "blue"});
    data.put("year", new long[] {2_000_000_001L, 2_000_000_002L, 1, 2, 3, 2_000_000_001L});
    data.put("age", new float[] {3, 30, 70, 18, 65, 5});
    return data;
  }

  private static Path file(String name) throws URISyntaxException {
    return Path.of(TextFilesTest.class.getResource("/text_models/" + name).toURI());
  }

  /** A model with every layer of texts and categories. */
  private static Model built() {
    setRandomSeed(5);
    Tensor text = input("text", DType.STRING, 1);
    Tensor plain = input("plain", DType.STRING);
    Tensor colour = input("colour", DType.STRING, 1);
    Tensor year = input("year", DType.INT64, 1);
    Tensor age = input("age", 1);
    Tensor words =
        text.then(textVectorization().maxTokens(10).outputSequenceLength(4).adapt(TEXT))
            .then(embedding(10, 3).maskZero())
            .then(globalAveragePooling1d());
    Tensor weighted =
        plain.then(
            textVectorization()
                .split("character")
                .ngramWidths(2)
                .maxTokens(14)
                .padToMaxTokens(true)
                .outputMode("tf_idf")
                .adapt(TEXT));
    Tensor innerText = input("inner_text", DType.STRING, 1);
    StringLookup colours =
        stringLookup().numOovIndices(2).maskToken("").outputMode("one_hot").adapt("red", "blue");
    Model inner = Model.inputs(innerText).outputs(innerText.then(colours)).name("inner");
    Tensor years = year.then(integerLookup().vocabulary(2_000_000_001L, 7L).outputMode("count"));
    Tensor hashed = colour.then(hashing(6).salt(1, 2).maskValue("").outputMode("one_hot"));
    Tensor crossed =
        hashedCrossing(9).outputMode("one_hot").apply(age.then(discretization(18, 65)), colour);
    Tensor counts = categoryEncoding(9).count().apply(hashedCrossing(9).apply(colour, year), age);
    // Keras reads words with line breaks from the configuration alone
    Tensor lines =
        colour.then(stringLookup().vocabulary(List.of("a\nb", "red"), 1, 2).outputMode("tf_idf"));
    Tensor all =
        concatenate(words, weighted, inner.apply(colour), years, hashed, crossed, counts, lines);
    return Model.inputs(text, plain, colour, year, age).outputs(all.then(dense(1).name("score")));
  }

  private static History train(Model model, int epochs) {
    return model.fit(
        data(), Y, epochs(epochs).batchSize(4).shuffle(false).verbose(Verbosity.SILENT));
  }

  @Test
  @EnabledIfSystemProperty(named = "text.models.write", matches = "true")
  void should_write_the_file_that_keras_opens() throws IOException {
    Model model = built();
    model.compile(adam(), mse());
    train(model, 2);
    model.save(Path.of("src/test/resources/text_models/by_braid.keras"));
  }

  private static double[] numbers(JsonNode array) {
    return new ObjectMapper().convertValue(array, double[].class);
  }

  private static double[] scores(Model model) {
    return model.predict(data()).array().toDoubleVector();
  }

  @ParameterizedTest
  @ValueSource(strings = {"by_keras", "by_braid"})
  void should_give_the_results_of_keras(String name) throws IOException, URISyntaxException {
    Model model = Model.load(file(name + ".keras"));
    JsonNode keras = new ObjectMapper().readTree(file(name + ".json").toFile());
    assertThat(scores(model)).containsExactly(numbers(keras.get("before")), within(1e-5));
    assertThat(model.evaluate(data(), Y, batchSize(4)).get("loss"))
        .isCloseTo(keras.get("loss").asDouble(), within(1e-4));
    History history = train(model, 3);
    assertThat(history.get("loss")).containsExactly(numbers(keras.get("losses")), within(2e-3));
    assertThat(scores(model)).containsExactly(numbers(keras.get("after")), within(1e-3));
  }

  private static Map<String, String> texts(Map<String, byte[]> assets) {
    Map<String, String> texts = new TreeMap<>();
    assets.forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"by_keras", "by_braid"})
  void should_write_the_vocabularies_that_it_read(String name, @TempDir Path folder)
      throws IOException, URISyntaxException {
    Path again = folder.resolve("again.keras");
    Model model = Model.load(file(name + ".keras"));
    model.save(again);
    Map<String, String> written = texts(KerasArchive.read(again).assets());
    assertThat(written).isNotEmpty();
    assertThat(written).isEqualTo(texts(KerasArchive.read(file(name + ".keras")).assets()));
    assertThat(scores(Model.load(again))).containsExactly(scores(model));
  }

  @Test
  void should_write_the_configuration_that_keras_loaded(@TempDir Path folder)
      throws IOException, URISyntaxException {
    Model model = built();
    model.compile(adam(), mse());
    Path written = folder.resolve("model.keras");
    model.save(written);
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(KerasArchive.read(written).config()))
        .isEqualTo(json.readTree(KerasArchive.read(file("by_braid.keras")).config()));
  }

  @Test
  void should_keep_vocabularies_of_texts_with_line_breaks(@TempDir Path folder) throws IOException {
    List<String> tokens = List.of("a\nb", "c\u2028d", "", "e");
    Tensor text = input("text", DType.STRING, 1);
    Model model = Model.inputs(text).outputs(text.then(stringLookup().vocabulary(tokens)));
    Path file = folder.resolve("lines.keras");
    model.save(file);
    assertThat(KerasArchive.read(file).assets()).isEmpty();
    assertThat(Model.load(file).predict(tokens).array().toFloatVector())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void should_open_the_architecture_without_a_vocabulary_as_one_to_be_adapted() {
    Model model = Model.fromJson(built().toJson());
    assertThatThrownBy(() -> model.predict(data()))
        .hasMessageContaining("Call adapt(…) or vocabulary(…) first.");
    ((TextVectorization) model.layer("text_vectorization")).adapt(TEXT);
    ((TextVectorization) model.layer("text_vectorization_1")).adapt(TEXT);
    Model inner = (Model) model.layer("inner");
    ((StringLookup) inner.layer("string_lookup")).adapt("red", "blue");
    ((dev.braid.layers.preprocessing.IntegerLookup) model.layer("integer_lookup"))
        .vocabulary(2_000_000_001L, 7L);
    assertThat(model.predict(data()).array().shape()).containsExactly(6, 1);
  }

  @Test
  void should_refuse_to_save_a_function_of_the_program(@TempDir Path folder) {
    Tensor text = input("text", DType.STRING, 1);
    TextVectorization words =
        textVectorization().standardize(String::strip).vocabulary(List.of("a"));
    Model model = Model.inputs(text).outputs(text.then(words));
    assertThatThrownBy(() -> model.save(folder.resolve("model.keras")))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            "The model \"model\" cannot be written:\n"
                + "  [file-layer]  \"text_vectorization\": expected layers without code, received a"
                + " TextVectorization with a function of the program. Standardize texts before"
                + " they enter the model, or use one of Keras' kinds: standardize(\"lower\").\n"
                + "  See src/docs/errors.md#file-layer");
  }

  @Test
  void should_refuse_a_file_without_a_vocabulary(@TempDir Path folder)
      throws IOException, URISyntaxException {
    KerasArchive whole = KerasArchive.read(file("by_keras.keras"));
    Path file = folder.resolve("part.keras");
    new KerasArchive(whole.metadata(), whole.config(), whole.weights(), Map.of()).write(file);
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(StructureException.class)
        .hasMessageStartingWith(
            "The vocabularies in \"part.keras\" do not fit the model \"functional\":\n"
                + "  [file-weight]  \"text_vectorization\": \"assets/layers/text_vectorization"
                + "/vocabulary.txt\" is missing from the file.\n");
    Map<String, byte[]> damaged = new HashMap<>(whole.assets());
    damaged.put(
        "layers/text_vectorization/vocabulary.txt",
        "\n[UNK]\na\na".getBytes(StandardCharsets.UTF_8));
    new KerasArchive(whole.metadata(), whole.config(), whole.weights(), damaged).write(file);
    assertThatThrownBy(() -> Model.load(file))
        .hasMessageContaining(
            "[file-weight]  \"text_vectorization\": its vocabulary cannot be used:")
        .hasMessageContaining("expected each token once, received \"a\" 2 times.");
  }
}
