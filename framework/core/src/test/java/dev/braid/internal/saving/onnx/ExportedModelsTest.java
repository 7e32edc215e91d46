package dev.braid.internal.saving.onnx;

import static dev.braid.Braid.ANY;
import static dev.braid.Braid.add;
import static dev.braid.Braid.bidirectional;
import static dev.braid.Braid.concatenate;
import static dev.braid.Braid.conv2d;
import static dev.braid.Braid.convLstm1d;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.embedding;
import static dev.braid.Braid.flatten;
import static dev.braid.Braid.input;
import static dev.braid.Braid.lstm;
import static dev.braid.Braid.masking;
import static dev.braid.Braid.maxPooling2d;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.multiHeadAttention;
import static dev.braid.Braid.reshape;
import static dev.braid.Braid.resizing;
import static dev.braid.Braid.sameDiffLambda;
import static dev.braid.Braid.sgd;
import static dev.braid.Braid.timeDistributed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.braid.Activation;
import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.golden.GoldenCase;
import dev.braid.graph.Spec;
import dev.braid.layers.core.InputLayer;
import dev.braid.layers.preprocessing.Resizing;
import dev.braid.saving.keras.RealModel;
import dev.braid.saving.keras.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whole models in ONNX Runtime, and the content of their files. */
class ExportedModelsTest {
  @TempDir Path folder;

  static List<String> golden() {
    return GoldenCase.names();
  }

  static List<SavedModel> saved() {
    return SavedModel.all();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void should_predict_as_models_from_keras_do(String name) throws IOException, OrtException {
    GoldenCase golden = new GoldenCase(name);
    OnnxRun.compare(Model.load(golden.file("model.keras")), golden.data("x."), folder, 1e-5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attention_mask_with_padding_and_order",
        "attention_mask_of_grids",
        "attention_mask_constant"
      })
  void should_predict_with_attention_masks(String name) throws IOException, OrtException {
    RealModel real = new RealModel(name);
    OnnxRun.compare(Model.load(real.file()), real.arrays("x."), folder, 1e-5);
  }

  @ParameterizedTest
  @MethodSource("saved")
  void should_predict_as_models_of_braid_do(SavedModel saved) throws IOException, OrtException {
    OnnxRun.compare(saved.model(), saved.x(), folder, 1e-5);
  }

  @Test
  void should_export_trained_weights() throws IOException, OrtException {
    Tensor facts = input("facts", 3);
    Model model = Model.inputs(facts).outputs(facts.then(dense(2).name("guess")));
    INDArray x = Nd4j.rand(8, 3);
    model.export(folder.resolve("before.onnx"));
    model.compile(sgd(0.5), mse());
    model.fit(x, Nd4j.rand(8, 2));
    OnnxRun.compare(model, Map.of("facts", x), folder, 1e-6);
    assertThat(folder.resolve("model.onnx"))
        .satisfies(file -> assertThat(file).hasSize(Files.size(folder.resolve("before.onnx"))));
  }

  @Test
  void should_name_inputs_and_outputs_and_leave_the_batch_open() throws IOException, OrtException {
    Tensor words = new InputLayer(new Spec(new long[] {ANY}, DType.INT32)).name("words").apply();
    Tensor facts = input("facts", 2);
    Tensor read = words.then(embedding(9, 4).maskZero()).then(lstm(3));
    Tensor both = concatenate(read, facts);
    Model model =
        Model.inputs(words, facts)
            .outputs(both.then(dense(2)).named("kind"), both.then(dense(1)).named("size"));
    Path file = folder.resolve("model.onnx");
    model.export(file);
    try (OnnxRun run = new OnnxRun(file)) {
      assertThat(run.inputs().keySet()).containsExactly("words", "facts");
      assertThat(run.outputInfo().keySet()).containsExactly("kind", "size");
      TensorInfo info = (TensorInfo) run.inputs().get("words").getInfo();
      assertThat(info.type).isEqualTo(OnnxJavaType.INT32);
      assertThat(info.getShape()).containsExactly(-1, -1);
      assertThat(info.getDimensionNames()).containsExactly("batch", "words_1");
      assertThat(((TensorInfo) run.outputInfo().get("kind").getInfo()).getShape())
          .containsExactly(-1, 2);
    }
    Map<String, INDArray> x =
        Map.of(
            "words",
            Nd4j.createFromArray(new float[][] {{1, 2, 0}, {3, 0, 0}, {0, 4, 8}}),
            "facts",
            Nd4j.rand(3, 2));
    OnnxRun.compare(model, x, folder, 1e-5);
  }

  @Test
  void should_take_images_of_bytes_and_round_between_their_pixels()
      throws IOException, OrtException {
    Tensor image = input("image", DType.UINT8, 5, 5, 3);
    Model model =
        Model.inputs(image)
            .outputs(image.then(resizing(3, 3)).named("small"), image.then(flatten().name("flat")));
    INDArray x = Nd4j.arange(150).muli(37).fmodi(256).castTo(DataType.FLOAT).reshape(2, 5, 5, 3);
    OnnxRun.compare(model, Map.of("image", x), folder, 1e-6);
    assertThat(model.predict(x).get("small").getFloat(0, 0, 0, 1))
        .as("88.33 without rounding")
        .isEqualTo(88);
  }

  @Test
  void should_store_shared_weights_once() throws IOException {
    Layer shared = dense(300, Activation.TANH);
    Tensor a = input("a", 300);
    Tensor b = input("b", 300);
    Model.inputs(a, b)
        .outputs(add(a.then(shared), b.then(shared)))
        .export(folder.resolve("shared.onnx"));
    assertThat(Files.size(folder.resolve("shared.onnx"))).isLessThan(4 * (300 * 300 + 1500));
  }

  @Test
  void should_transpose_images_once_at_the_input() throws IOException, OrtException {
    Tensor image = input("image", 8, 8, 1);
    Model model =
        Model.inputs(image)
            .outputs(
                image
                    .then(conv2d(3, 3, Activation.RELU))
                    .then(maxPooling2d(2))
                    .then(conv2d(2, 2, Activation.RELU))
                    .then(flatten())
                    .then(dense(2)));
    OnnxRun.compare(model, Map.of("image", Nd4j.rand(2, 8, 8, 1)), folder, 1e-5);
    String text = Files.readString(folder.resolve("model.onnx"), ISO_8859_1);
    // one before the first convolution, one before flattening
    assertThat(text.split("\"\tTranspose", -1)).hasSize(3);
  }

  @Test
  void should_output_inputs_and_output_one_tensor_twice() throws IOException, OrtException {
    Tensor facts = input("facts", 2);
    Tensor hidden = facts.then(dense(2));
    Model model =
        Model.inputs(facts)
            .outputs(facts.named("as_given"), hidden.named("once"), hidden.named("again"));
    OnnxRun.compare(model, Map.of("facts", Nd4j.rand(4, 2)), folder, 1e-6);
  }

  @Test
  void should_report_all_problems_at_once() {
    Tensor facts = input("facts", 2);
    Tensor inner = input("inner", 2);
    Model nested =
        Model.inputs(inner)
            .outputs(inner.then(sameDiffLambda("negated", x -> x.neg())).then(dense(2)))
            .name("nested");
    Model model =
        Model.inputs(facts)
            .outputs(
                facts.then(sameDiffLambda("doubled", x -> x.mul(2))).then(nested).named("facts"));
    StructureException refusal =
        catchThrowableOfType(
            StructureException.class, () -> model.export(folder.resolve("model.onnx")));
    assertThat(refusal.problems().stream().map(Problem::name))
        .containsExactly("doubled", "nested/negated", "facts");
    assertThat(refusal.problems().stream().map(Problem::id))
        .containsExactly("onnx-layer", "onnx-layer", "onnx-name");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void should_skip_padded_steps_of_images() throws IOException, OrtException {
    Tensor words = input("words", ANY);
    Tensor images = words.then(embedding(9, 8).maskZero()).then(timeDistributed(reshape(4, 2)));
    Model model =
        Model.inputs(words)
            .outputs(
                images.then(convLstm1d(2, 2)).named("last"),
                images
                    .then(convLstm1d(2, 2).returnSequences().goBackwards().zeroOutputForMask(true))
                    .named("each"),
                images.then(multiHeadAttention(2, 3).attentionAxes(1)).named("seen"));
    INDArray x = Nd4j.createFromArray(new float[][] {{1, 2, 3, 4}, {5, 6, 0, 0}, {0, 7, 0, 8}});
    OnnxRun.compare(model, Map.of("words", x), folder, 1e-5);
  }

  @Test
  void should_refuse_masks_that_the_model_refuses() {
    Tensor lines = input("lines", 3, 4, 1);
    Tensor masked = lines.then(masking(0));
    assertThatThrownBy(
            () ->
                Model.inputs(lines)
                    .outputs(masked.then(convLstm1d(2, 2)))
                    .export(folder.resolve("model.onnx")))
        .hasMessageContaining("a mask with one value for each step");
    assertThatThrownBy(
            () ->
                Model.inputs(lines)
                    .outputs(masked.then(multiHeadAttention(1, 2)))
                    .export(folder.resolve("model.onnx")))
        .hasMessageContaining("masks with one value for each step");
    Tensor words = input("words", 5);
    Tensor steps = words.then(embedding(9, 8).maskZero()).then(timeDistributed(reshape(4, 2)));
    assertThatThrownBy(
            () ->
                Model.inputs(words)
                    .outputs(steps.then(multiHeadAttention(1, 2).attentionAxes(2)))
                    .export(folder.resolve("model.onnx")))
        .hasMessageContaining("inputs without a mask");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void should_refuse_layers_with_state_between_batches() {
    Tensor steps = input("steps", ANY, 2);
    Model model =
        Model.inputs(steps)
            .outputs(steps.then(bidirectional(lstm(3).name("memory").stateful())).then(dense(1)));
    StructureException refusal =
        catchThrowableOfType(
            StructureException.class, () -> model.export(folder.resolve("model.onnx")));
    assertThat(refusal.problems())
        .hasSize(2)
        .allSatisfy(
            problem -> {
              assertThat(problem.id()).isEqualTo("onnx-layer");
              assertThat(problem.received()).isEqualTo("received \"LSTM\", which is stateful");
            });
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void should_compute_the_same_pixels_in_large_images() throws IOException, OrtException {
    for (String kind : Resizing.INTERPOLATIONS) {
      Tensor image = input("image", ANY, ANY, 1);
      Model model =
          Model.inputs(image)
              .outputs(
                  image.then(resizing(211, 97).interpolation(kind)).named("plain"),
                  image.then(resizing(97, 211).interpolation(kind).antialias(true)).named("soft"));
      OnnxRun.compare(model, Map.of("image", Nd4j.rand(1, 151, 307, 1)), folder, 1e-5);
    }
  }

  @Test
  void should_require_the_name_of_an_onnx_file() {
    Tensor facts = input("facts", 2);
    Model model = Model.inputs(facts).outputs(facts.then(dense(2)));
    assertThatThrownBy(() -> model.export(folder.resolve("model.keras")))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("a name that ends in .onnx");
  }
}
