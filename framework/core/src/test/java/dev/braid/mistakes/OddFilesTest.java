package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Braid;
import dev.braid.History;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.Weight;
import dev.braid.data.Refusal;
import dev.braid.layers.rnn.LSTM;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose options compile refuses open and train as in Keras; see odd_compilations.py. */
class OddFilesTest {
  private static Path file(String name) throws URISyntaxException {
    return Path.of(OddFilesTest.class.getResource("/odd_compilations/" + name).toURI());
  }

  private static JsonNode record(String name) throws IOException, URISyntaxException {
    return new ObjectMapper().readTree(file(name + ".json").toFile());
  }

  private static History train(Model model, JsonNode record) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Object y =
        record.get("y").get(0).isArray()
            ? mapper.treeToValue(record.get("y"), float[][].class)
            : mapper.treeToValue(record.get("y"), float[].class);
    return model.fit(
        mapper.treeToValue(record.get("x"), float[][].class),
        y,
        epochs(2).batchSize(4).shuffle(false).verbose(Verbosity.SILENT));
  }

  private static void compare(Model model, History history, JsonNode record) {
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(history.get("loss")[epoch])
          .isCloseTo(record.get("loss").get(epoch).asDouble(), Offset.offset(1e-5));
    }
    assertThat(model.weights()).hasSize(record.get("weights").size());
    for (int i = 0; i < model.weights().size(); i++) {
      double[] trained = model.weights().get(i).array().dup('c').data().asDouble();
      double[] keras = numbers(record.get("weights").get(i));
      assertThat(trained).as(model.weights().get(i).path()).hasSize(keras.length);
      for (int at = 0; at < keras.length; at++) {
        assertThat(trained[at])
            .as(model.weights().get(i).path())
            .isCloseTo(keras[at], Offset.offset(2e-5 * Math.max(1, Math.abs(keras[at]))));
      }
    }
  }

  private static double[] numbers(JsonNode nested) {
    return nested.isArray()
        ? StreamSupport.stream(nested.spliterator(), false)
            .flatMapToDouble(part -> Arrays.stream(numbers(part)))
            .toArray()
        : new double[] {nested.asDouble()};
  }

  private static List<String> trained(String name, Path folder) throws Exception {
    JsonNode record = record(name);
    Model model = Model.load(file(name + ".keras"));
    Path copy = folder.resolve("copy.keras");
    model.save(copy);
    Model again = Model.load(copy);
    List<String> notices = ShownNotices.of(() -> compare(model, train(model, record), record));
    compare(again, train(again, record), record);
    return notices;
  }

  @Test
  void should_train_against_the_gradient_as_keras_does(@TempDir Path folder) throws Exception {
    assertThat(trained("ascent", folder))
        .containsExactly(
            "loaded-compilation: the file's compilation is used as it is, but compile refuses it:"
                + " \"learningRate\": expected a number of at least 0, received -0.1.",
            "optimizer-option: weightDecay(-0.01) lets weights grow. Use a number from 0.",
            "optimizer-option: momentum(1.0) never slows down: steps grow without end. Use a number"
                + " below 1.",
            "loss-activation: \"label\": categoricalCrossentropy() is made .fromLogits(), but the"
                + " output ends in SOFTMAX. Leave .fromLogits() out, or give the layer no"
                + " activation.",
            "label-smoothing: \"label\": a negative labelSmoothing makes targets more certain than"
                + " they are. Use a number from 0.",
            "metric-top-k: \"label\": topKCategoricalAccuracy() with k = 3 counts every"
                + " class of the"
                + " 3. Use a smaller k.",
            "loss-weight: \"label\": the weight -2.0 makes training enlarge this loss. Use a weight"
                + " from 0 unless that is meant, as in adversarial training.");
  }

  @Test
  void should_train_with_everything_dropped_as_keras_does(@TempDir Path folder) throws Exception {
    assertThat(trained("dropped", folder))
        .containsExactly(
            "loaded-compilation: the file's compilation is used as it is, but compile refuses it:"
                + " \"rho\": expected a number in [0, 1), received 1.0.",
            "loaded-compilation: the file's compilation is used as it is, but compile refuses it:"
                + " \"momentum\": expected a number in [0, 1], received 1.5.",
            "loaded-compilation: the file's compilation is used as it is, but compile refuses it:"
                + " \"amount\": expected two classes or more for f1Score(), received an output of"
                + " one unit. Write .threshold(0.5).",
            "loaded-compilation: the file's compilation is used as it is, but compile refuses it:"
                + " \"amount\": expected two classes or more for topKCategoricalAccuracy(),"
                + " received an output of one unit. Use accuracy().",
            "accuracy-targets: \"amount\": binaryAccuracy() counts predictions that equal labels,"
                + " but the targets are other numbers than 0 and 1. Use mae().");
  }

  @Test
  void should_leave_out_metrics_that_keras_cannot_compute(@TempDir Path folder) throws Exception {
    String without =
        "loaded-metric: \"label\": expected metrics that read class indices, as the targets of"
            + " sparseCategoricalCrossentropy(), received %s, which reads targets shaped (?, 3)."
            + " The metric is left out. Compile the model again to measure another one.";
    assertThat(trained("unmeasured", folder))
        .containsExactly(
            without.formatted("precision()"),
            without.formatted("meanIoU()"),
            without.formatted("auc()"),
            "loss-activation: \"label\": sparseCategoricalCrossentropy() expects probabilities that"
                + " sum to 1, but the output ends in SIGMOID. Use SOFTMAX, or"
                + " binaryCrossentropy() where a sample may have several labels.");
    Model model = Model.load(file("unmeasured.keras"));
    assertThat(train(model, record("unmeasured")).map()).containsOnlyKeys("accuracy", "loss");
  }

  /** A model over sequences whose layer drops 0.25 here and the given fraction in the JSON text. */
  private static Model dropping(Layer layer, String fraction) {
    Tensor in = input("x", 5, 3);
    Model model = Model.inputs(in).outputs(in.then(layer).then(flatten()).then(dense(1)));
    return Model.fromJson(model.toJson().replace("0.25", fraction));
  }

  @Test
  void should_train_layers_that_drop_everything() {
    float[][][] x = new float[8][5][3];
    for (float[][] steps : x) {
      Arrays.stream(steps).forEach(step -> Arrays.fill(step, 1));
    }
    List<Layer> layers =
        List.of(
            dropout(0.25),
            dropout(0.25).noiseShape(Braid.ANY, 1, 3),
            spatialDropout1d(0.25),
            lstm(2).dropout(0.25),
            gru(2).recurrentDropout(0.25),
            simpleRnn(2).dropout(0.25).recurrentDropout(0.25));
    for (Layer layer : layers) {
      Model model = dropping(layer, "1.0");
      model.compile(sgd(0.1), mse());
      History history = model.fit(x, new float[8], epochs(2).verbose(Verbosity.SILENT));
      assertThat(history.last("loss")).as(layer.label()).isFinite();
      for (Weight weight : model.weights()) {
        assertThat(weight.array().sumNumber().doubleValue()).as(weight.path()).isFinite();
      }
    }
  }

  @Test
  void should_cut_fractions_of_recurrent_layers_as_keras_does() {
    for (String fraction : List.of("1.5", "-0.5")) {
      Model model = dropping(lstm(2).dropout(0.25), fraction);
      assertThat(model.toJson()).contains(fraction);
      assertThat(((LSTM) model.layers().get(1)).cell().dropout())
          .isEqualTo(fraction.equals("1.5") ? 1 : 0);
    }
  }

  @Test
  void should_open_layers_that_can_only_predict() {
    for (Layer layer : List.of(gaussianDropout(0.25), alphaDropout(0.25))) {
      Model model = dropping(layer, "1.0");
      assertThat(model.predict(new float[2][5][3]).floats()).hasDimensions(2, 1);
    }
    assertThat(Refusal.ids(() -> dropping(dropout(0.25), "1.5"))).containsExactly("file-option");
  }

  @Test
  void should_show_nothing_where_a_file_only_predicts() throws Exception {
    assertThat(ShownNotices.of(() -> Model.load(file("ascent.keras")).predict(new float[2][3])))
        .isEmpty();
  }
}
