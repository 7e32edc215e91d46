package dev.braid.layers.preprocessing;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.DType;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.Model;
import dev.braid.Outputs;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models whose inputs are texts: every call, every form of data, every check. */
class TextInputsTest {
  private static final String[] TEXTS = {
    "a wonderful film",
    "dull and long",
    "wonderful and short",
    "a dull evening",
    "long",
    "short film"
  };
  private static final float[] LIKED = {1, 0, 1, 0, 0, 1};

  /** Counts of words, which a dense layer reads. */
  private static Model counting() {
    TextVectorization words = textVectorization().outputMode("count").adapt(TEXTS);
    Tensor text = input("text", DType.STRING, 1);
    return Model.inputs(text)
        .outputs(text.then(words).then(dense(1, SIGMOID).kernelInitializer(ones()).name("liked")));
  }

  /** Texts, colours and a number. */
  private static Model mixed() {
    Tensor text = input("text", DType.STRING);
    Tensor colour = input("colour", DType.STRING, 1);
    Tensor year = input("year", DType.INT64, 1);
    Tensor words =
        text.then(textVectorization().maxTokens(20).adapt(TEXTS))
            .then(embedding(20, 3))
            .then(globalAveragePooling1d());
    Tensor colours =
        colour.then(stringLookup().vocabulary(List.of("red", "blue")).outputMode("one_hot"));
    Tensor crossed = hashedCrossing(8).outputMode("one_hot").apply(colour, year);
    Tensor years = year.then(integerLookup().vocabulary(2_000_000_001L).outputMode("one_hot"));
    Tensor all = concatenate(words, colours, crossed, years);
    return Model.inputs(text, colour, year).outputs(all.then(dense(1).name("score")));
  }

  private static Map<String, Object> data() {
    Map<String, Object> data = new HashMap<>();
    data.put("text", TEXTS);
    data.put("colour", List.of("red", "blue", "green", "red", "", "blue"));
    data.put("year", new long[] {2_000_000_001L, 2_000_000_002L, 1, 2, 3, 4});
    return data;
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(StructureException.class).hasMessage(message);
  }

  // ---- calls

  @Test
  void should_predict_what_the_layers_give() {
    TextVectorization words = textVectorization().adapt(TEXTS);
    Tensor text = input("text", DType.STRING, 1);
    Model ids = Model.inputs(text).outputs(text.then(words));
    assertThat(ids.predict(TEXTS).array().toIntMatrix()).isDeepEqualTo(words.ids(TEXTS));
    float[][] found = counting().predict(TEXTS).array().toFloatMatrix();
    float[][] counts = textVectorization().adapt(TEXTS).counts(TEXTS);
    for (int i = 0; i < found.length; i++) {
      float sum = 0;
      for (float count : counts[i]) {
        sum += count;
      }
      assertThat(found[i][0]).isCloseTo((float) (1 / (1 + Math.exp(-sum))), within(1e-6f));
    }
  }

  @Test
  void should_read_integers_that_float32_cannot_hold() {
    Tensor year = input("year", DType.INT64, 1);
    IntegerLookup lookup = integerLookup().vocabulary(2_000_000_001L, 1L << 60);
    Model model = Model.inputs(year).outputs(year.then(lookup));
    long[] data = {2_000_000_001L, 2_000_000_002L, 1L << 60, (1L << 60) + 1};
    assertThat(model.predict(data).array().toFloatVector()).containsExactly(1, 0, 2, 0);
  }

  @Test
  void should_accept_texts_in_every_form() {
    Model model = counting();
    float[][] expected = model.predict(TEXTS).array().toFloatMatrix();
    String[][] rows = Arrays.stream(TEXTS).map(t -> new String[] {t}).toArray(String[][]::new);
    for (Object x :
        List.of(
            List.of(TEXTS),
            rows,
            Arrays.stream(TEXTS).map(List::of).toList(),
            Map.of("text", TEXTS),
            Map.of("text", List.of(rows)),
            new Object[] {TEXTS})) {
      assertThat(model.predict(x).array().toFloatMatrix()).isDeepEqualTo(expected);
    }
    assertThat(model.predictOnBatch(TEXTS).array().toFloatMatrix()).isDeepEqualTo(expected);
    assertThat(model.predict(TEXTS, batchSize(2)).array().toFloatMatrix()).isDeepEqualTo(expected);
  }

  @Test
  void should_learn_from_texts() {
    setRandomSeed(1);
    Model model = counting();
    model.compile(adam(0.1), binaryCrossentropy(), accuracy());
    Logs before = model.evaluate(TEXTS, LIKED);
    History history = model.fit(TEXTS, LIKED, epochs(40).batchSize(2).verbose(Verbosity.SILENT));
    assertThat(history.last("loss")).isLessThan(0.1 * before.get("loss"));
    assertThat(model.evaluate(TEXTS, LIKED).get("accuracy")).isEqualTo(1);
    assertThat(model.trainOnBatch(TEXTS, LIKED).get("loss")).isLessThan(0.2);
  }

  @Test
  void should_train_on_texts_as_on_the_numbers_that_the_layers_give() {
    TextVectorization words = textVectorization().outputMode("count").adapt(TEXTS);
    float[][] counts = words.counts(TEXTS);
    Tensor numbers = input("text", counts[0].length);
    Model plain =
        Model.inputs(numbers)
            .outputs(numbers.then(dense(1, SIGMOID).kernelInitializer(ones()).name("liked")));
    Model texts = counting();
    List<History> histories = new ArrayList<>();
    for (Model model : List.of(plain, texts)) {
      setRandomSeed(7);
      model.compile(adam(0.1), binaryCrossentropy());
      Object x = model == plain ? counts : TEXTS;
      histories.add(
          model.fit(
              x, LIKED, epochs(3).batchSize(2).validationSplit(0.34).verbose(Verbosity.SILENT)));
    }
    assertThat(histories.get(1).get("loss")).containsExactly(histories.get(0).get("loss"));
    assertThat(histories.get(1).get("val_loss")).containsExactly(histories.get(0).get("val_loss"));
  }

  @Test
  void should_train_on_several_inputs_of_which_some_are_texts() {
    setRandomSeed(3);
    Model model = mixed();
    model.compile(adam(0.05), mse());
    double before = model.evaluate(data(), LIKED).get("loss");
    model.fit(data(), LIKED, epochs(60).batchSize(3).verbose(Verbosity.SILENT));
    assertThat(model.evaluate(data(), LIKED).get("loss")).isLessThan(0.2 * before);
  }

  @Test
  void should_compute_the_layers_in_a_background_thread_while_training() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    TextVectorization words =
        textVectorization()
            .standardize(
                text -> {
                  threads.add(Thread.currentThread().getName());
                  return text;
                })
            .vocabulary(List.of("a", "dull"))
            .outputMode("count");
    Tensor text = input("text", DType.STRING, 1);
    Model model = Model.inputs(text).outputs(text.then(words).then(dense(1)));
    model.compile(sgd(0.1), mse());
    model.fit(TEXTS, LIKED, epochs(2).batchSize(2).verbose(Verbosity.SILENT));
    assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("braid-data"));
  }

  @Test
  void should_train_on_batches_of_texts() {
    Model model = counting();
    model.compile(sgd(0.1), binaryCrossentropy());
    List<Batch> batches =
        List.of(
            Batch.of(Arrays.copyOf(TEXTS, 3), Arrays.copyOf(LIKED, 3)),
            Batch.of(List.of("dull", "short"), new float[] {0, 1}));
    double before = model.evaluate(batches).get("loss");
    model.fit(batches, epochs(3).verbose(Verbosity.SILENT));
    BatchSource source =
        new BatchSource() {
          @Override
          public int size() {
            return 2;
          }

          @Override
          public Batch get(int index) {
            return batches.get(index);
          }
        };
    model.fit(source, epochs(3).verbose(Verbosity.SILENT));
    assertThat(model.evaluate(source).get("loss")).isLessThan(before);
  }

  @Test
  void should_work_in_nested_models() {
    Model inner = counting();
    Tensor text = input("outer", DType.STRING, 1);
    Model outer = Model.inputs(text).outputs(inner.apply(text).then(dense(1).name("last")));
    outer.compile(sgd(0.1), mse());
    Outputs nested = outer.predict(TEXTS);
    assertThat(nested.array().shape()).containsExactly(6, 1);
    outer.fit(TEXTS, LIKED, epochs(2).batchSize(2).verbose(Verbosity.SILENT));
    assertThat(outer.summaryText()).contains("model (Functional)", "outer (InputLayer)");
    assertRefused(
        () -> inner.apply(input("numbers", 1)),
        "\"model\" (Functional) cannot be applied:\n"
            + "  [layer-input]  \"model\": expected its inputs \"text\" (?, 1) string, received"
            + " (?, 1).\n"
            + "  See src/docs/errors.md#layer-input");
  }

  @Test
  void should_cross_ranges_of_numbers_with_texts() {
    Tensor age = input("age", 1);
    Tensor job = input("job", DType.STRING, 1);
    Tensor crossed = hashedCrossing(1000).apply(age.then(discretization(18, 65)), job);
    Model model = Model.inputs(age, job).outputs(crossed);
    float[] found =
        model
            .predict(List.of(new float[] {3, 30, 70}, List.of("cook", "cook", "judge")))
            .array()
            .toFloatVector();
    // values of TensorFlow
    assertThat(found).containsExactly(152, 392, 557);
  }

  @Test
  void should_show_text_inputs_in_summary_and_plot(@TempDir Path folder) throws Exception {
    Model model = mixed();
    assertThat(model.summaryText())
        .contains("text_vectorization (TextVectorization)", "string_lookup (StringLookup)");
    Path plot = folder.resolve("model.mmd");
    model.plot(plot);
    assertThat(Files.readString(plot)).contains("TextVectorization", "HashedCrossing");
  }

  // ---- checks

  @Test
  void should_refuse_data_that_does_not_fit_before_anything_changes() {
    Model model = mixed();
    model.compile(sgd(0.1), mse());
    INDArray before = model.weights().get(0).array();
    Map<String, Object> data = data();
    data.put("colour", new String[][] {{"red", "x"}, {"blue", "y"}});
    data.put("text", new String[] {"a", null, "b", "c", "d", "e"});
    data.remove("year");
    data.put("yaer", new long[6]);
    assertRefused(
        () -> model.fit(data, LIKED),
        "fit(x, y) does not fit the model \"model\":\n"
            + "  [missing-input]  \"year\": no data. The model's inputs are \"text\" (?,),"
            + " \"colour\" (?, 1), \"year\" (?, 1); you passed \"colour\", \"text\", \"yaer\". Did"
            + " you mean \"year\" for \"yaer\"?\n"
            + "  [unknown-input]  \"yaer\": the model has no input with this name. Its inputs are"
            + " \"text\" (?,), \"colour\" (?, 1), \"year\" (?, 1). Did you mean \"year\"?\n"
            + "  [element-type]   \"text\": expected texts, [1] is null. Replace missing texts by"
            + " \"\".\n"
            + "  [shape]          \"colour\": expected (?, 1), received String[2][2].\n"
            + "  [sample-count]   2 samples in \"colour\", 6 in \"score\".\n"
            + "  See src/docs/errors.md#missing-input");
    assertThat(model.weights().get(0).array()).isEqualTo(before);
  }

  @Test
  void should_refuse_what_is_no_text() {
    Model model = counting();
    assertRefused(
        () -> model.predict(new float[] {1, 2}),
        "predict(x) does not fit the model \"model\":\n"
            + "  [element-type]  \"text\": expected an array of texts, received float[2].\n"
            + "  See src/docs/errors.md#element-type");
    assertRefused(
        () -> model.predict(new String[] {"a", null}),
        "predict(x) does not fit the model \"model\":\n"
            + "  [element-type]  \"text\": expected texts, [1] is null. Replace missing texts by"
            + " \"\".\n"
            + "  See src/docs/errors.md#element-type");
    assertRefused(
        () -> model.predict(List.of("a", 3)),
        "predict(x) does not fit the model \"model\":\n"
            + "  [element-type]  \"text\": expected texts, [1] is the single value 3. Convert"
            + " numbers to texts: String.valueOf(number).\n"
            + "  See src/docs/errors.md#element-type");
    assertRefused(
        () -> model.predict(new String[][] {{"a"}, {}}),
        "predict(x) does not fit the model \"model\":\n"
            + "  [ragged]  \"text\": expected rows of one length (1, as the first), row [1] has 0 of"
            + " String[2][1]. Make all rows equally long.\n"
            + "  See src/docs/errors.md#ragged");
    assertRefused(
        () -> model.predict(new String[][] {{"a", "b"}, {"c", "d"}}),
        "predict(x) does not fit the model \"model\":\n"
            + "  [shape]  \"text\": expected (?, 1), received String[2][2].\n"
            + "  See src/docs/errors.md#shape");
    assertRefused(
        () -> model.predict("a"),
        "predict(x) does not fit the model \"model\":\n"
            + "  [element-type]  \"text\": expected an array of texts, received the string \"a\"."
            + " Pass one text as an array of one: new String[] {…}.\n"
            + "  See src/docs/errors.md#element-type");
    assertRefused(
        () -> model.predict(new String[0]),
        "predict(x) does not fit the model \"model\":\n"
            + "  [empty]  \"text\": no samples in String[0].\n"
            + "  See src/docs/errors.md#empty");
  }

  @Test
  void should_advise_the_order_of_texts_and_numbers_that_were_swapped() {
    Tensor number = input("number", 1);
    Tensor text = input("text", DType.STRING, 1);
    Tensor both = concatenate(number, text.then(hashing(4).outputMode("one_hot")));
    Model model = Model.inputs(number, text).outputs(both);
    assertRefused(
        () -> model.predict(List.of(new String[] {"a"}, new float[] {1})),
        "predict(x) does not fit the model \"model\":\n"
            + "  [element-type]  \"number\": expected numbers, [0] is the string \"a\". The arrays fit"
            + " in another order: \"number\" fits what was passed for \"text\", \"text\" fits what was"
            + " passed for \"number\".\n"
            + "  [element-type]  \"text\": expected an array of texts, received float[1]. The arrays"
            + " fit in another order: \"number\" fits what was passed for \"text\", \"text\" fits what"
            + " was passed for \"number\".\n"
            + "  See src/docs/errors.md#element-type");
  }

  @Test
  void should_refuse_lengths_that_differ() {
    Model model = mixed();
    Map<String, Object> data = data();
    data.put("text", new String[] {"a"});
    assertRefused(
        () -> model.predict(data),
        "predict(x) does not fit the model \"model\":\n"
            + "  [sample-count]  1 samples in \"text\", 6 in \"colour\", \"year\".\n"
            + "  See src/docs/errors.md#sample-count");
  }

  @Test
  void should_name_the_batch_of_texts_that_does_not_fit() {
    Model model = counting();
    model.compile(sgd(0.1), binaryCrossentropy());
    List<Batch> batches =
        List.of(
            Batch.of(new String[] {"a"}, new float[] {1}),
            Batch.of(new float[] {1}, new float[] {1}));
    assertRefused(
        () -> model.fit(batches),
        "fit(data) does not fit the model \"model\", batch 2:\n"
            + "  [element-type]  \"text\": expected an array of texts, received float[1].\n"
            + "  See src/docs/errors.md#element-type");
  }

  @Test
  void should_refuse_ids_that_the_embedding_does_not_have() {
    Tensor text = input("text", DType.STRING, 1);
    TextVectorization words = textVectorization().adapt(TEXTS);
    Model model =
        Model.inputs(text)
            .outputs(text.then(words).then(embedding(4, 2)).then(globalAveragePooling1d()));
    assertThat(model.predict(new String[] {"unseen"}).array().shape()).containsExactly(1, 2);
    assertRefused(
        () -> model.predict(TEXTS),
        "\"text_vectorization\" (TextVectorization) gives ids that the layer behind it does not"
            + " take:\n"
            + "  [id-range]  \"text_vectorization\": expected ids from 0 to 3, received 9. Give"
            + " the layer behind it as many ids as this one has: vocabulary().size().\n"
            + "  See src/docs/errors.md#id-range");
  }

  @Test
  void should_refuse_unknown_texts_where_they_have_no_id() {
    Tensor colour = input("colour", DType.STRING, 1);
    StringLookup lookup = stringLookup().numOovIndices(0).vocabulary(List.of("red"));
    Model model = Model.inputs(colour).outputs(colour.then(lookup));
    assertRefused(
        () -> model.predict(new String[] {"blue"}),
        "\"string_lookup\" (StringLookup) does not fit:\n"
            + "  [id-range]  \"tokens\": expected tokens of the vocabulary, received \"blue\". Give"
            + " unknown tokens an id by numOovIndices(1).\n"
            + "  See src/docs/errors.md#id-range");
  }

  // ---- graphs

  @Test
  void should_refuse_graphs_where_texts_cannot_pass(@TempDir Path folder) {
    Tensor text = input("text", DType.STRING, 1);
    assertRefused(
        () -> text.then(dense(3)),
        "dense (Dense) cannot be applied:\n"
            + "  [layer-input]  \"dense\": expected numbers, received (?, 1) string. Convert texts"
            + " before it by textVectorization(), stringLookup() or hashing(bins).\n"
            + "  See src/docs/errors.md#layer-input");
    assertThatThrownBy(() -> text.plus(1)).hasMessageContaining("expected numbers, received");
    assertRefused(
        () -> input("x", 1).then(textVectorization().vocabulary(List.of("a"))),
        "text_vectorization (TextVectorization) cannot be applied:\n"
            + "  [layer-input]  \"text_vectorization\": expected texts, received (?, 1) float32."
            + " Declare the input as texts: input(\"text\", DType.STRING, 1).\n"
            + "  See src/docs/errors.md#layer-input");
    assertRefused(
        () -> Model.inputs(text).outputs(text),
        "The graph is invalid:\n"
            + "  [text-output]  \"text\": expected outputs of numbers, received texts. Leave the"
            + " layer out of the model, and map the predicted ids to texts by inverse(ids).\n"
            + "  See src/docs/errors.md#text-output");
    Model model = counting();
    assertRefused(
        model::graph,
        "graph() does not fit the model \"model\":\n"
            + "  [layer-before-graph]  \"text_vectorization\": expected layers that compute in the"
            + " numeric graph, received \"text_vectorization\" (TextVectorization), which is before"
            + " it: texts and integers of 64 bits cannot pass through a"
            + " ComputationGraph. Build a model of the layers behind it for this, with an input(…)"
            + " in its place.\n"
            + "  See src/docs/errors.md#layer-before-graph");
    assertThatThrownBy(() -> model.export(folder.resolve("model.onnx")))
        .hasMessageContaining("[layer-before-graph]")
        .hasMessageContaining("ONNX files hold the numeric graph alone");
    Tensor x = input("x", 1);
    Tensor crossed = hashedCrossing(5).apply(x.then(dense(1)), text);
    Model late = Model.inputs(x, text).outputs(crossed);
    assertRefused(
        () -> late.predict(List.of(new float[] {1}, new String[] {"a"})),
        "\"hashed_crossing\" (HashedCrossing) cannot be computed:\n"
            + "  [layer-input]  \"hashed_crossing\": expected inputs that are known before the"
            + " numeric graph, received results of the graph. Apply it to inputs of the model, or"
            + " to layers of texts and integers behind them.\n"
            + "  See src/docs/errors.md#layer-input");
  }
}
