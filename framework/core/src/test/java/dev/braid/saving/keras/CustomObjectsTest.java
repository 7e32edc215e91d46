package dev.braid.saving.keras;

import static dev.braid.Braid.batchSize;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.epochs;
import static dev.braid.Braid.huber;
import static dev.braid.Braid.input;
import static dev.braid.Braid.metric;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.output;
import static dev.braid.Braid.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.Activation;
import dev.braid.Fit;
import dev.braid.History;
import dev.braid.Logs;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.losses.Reduction;
import dev.braid.metrics.Metrics;
import dev.braid.notices.Notice;
import dev.braid.notices.Notices;
import dev.braid.saving.Registry;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Custom losses, metrics, optimizers and other objects are saved and loaded by name. */
class CustomObjectsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final INDArray X = Nd4j.linspace(-1, 1, 36).castTo(Nd4j.dataType()).reshape(12, 3);
  private static final INDArray Y = X.mul(X).sum(true, 1);

  private final List<Notice> shown = new ArrayList<>();
  private Notices.Subscription listening;

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    Notices.on();
    listening = Notices.listen(shown::add);
  }

  @AfterEach
  void stop() {
    listening.close();
  }

  private static Model model() {
    Tensor in = input("facts", 3);
    Tensor hidden = in.then(dense(4, Activation.TANH).name("hidden"));
    return Model.inputs(in)
        .outputs(hidden.then(dense(1).name("size")), hidden.then(dense(1).name("twin")));
  }

  private static void compile(Model model) {
    model.compile(
        new CustomObjects.Growing(0.05, 0.5)
            .learningRate(new CustomObjects.Falling(0.05, 20))
            .clipNorm(1)
            .weightDecay(1e-3),
        output("size")
            .loss(new CustomObjects.Powered(3).reduction(Reduction.SUM))
            .metrics(new CustomObjects.SignHit(), CustomObjects.near())
            .weight(0.5),
        output("twin")
            .loss(CustomObjects.cubic())
            .metrics(new CustomObjects.Powered(1), huber(2), Metrics.read("mae"))
            .weightedMetrics(CustomObjects.near()));
  }

  private static final Registry REGISTRY =
      Registry.empty()
          .loss("Custom>Powered", CustomObjects.Powered::read)
          .loss("cubic", config -> CustomObjects.cubic())
          .metric("SignHit", config -> new CustomObjects.SignHit())
          .metric("near", config -> CustomObjects.near())
          .optimizer("Growing", CustomObjects.Growing::read)
          .schedule("Falling", CustomObjects.Falling::read);

  private static Fit further(int from, int to) {
    return epochs(to).initialEpoch(from).batchSize(5).shuffle(false).verbose(Verbosity.SILENT);
  }

  private JsonNode compileConfig(Path file) throws IOException {
    return JSON.readTree(KerasArchive.read(file).config()).get("compile_config");
  }

  private Path changed(Path file, Consumer<ObjectNode> change) throws IOException {
    KerasArchive archive = KerasArchive.read(file);
    ObjectNode config = (ObjectNode) JSON.readTree(archive.config());
    change.accept((ObjectNode) config.get("compile_config"));
    Path other = folder.resolve("changed.keras");
    new KerasArchive(archive.metadata(), config.toString(), archive.weights(), archive.assets())
        .write(other);
    return other;
  }

  @Test
  void should_resume_training_with_custom_objects() throws IOException {
    Model model = model();
    compile(model);
    model.fit(X, List.of(Y, Y), further(0, 3));
    Path file = folder.resolve("custom.keras");
    model.save(file);
    Model again = Model.load(file, REGISTRY);
    assertThat(shown).isEmpty();
    var went = model.fit(X, List.of(Y, Y), further(3, 6));
    var goesOn = again.fit(X, List.of(Y, Y), further(3, 6));
    assertThat(went.map().keySet())
        .contains("size_sign_hit", "size_near", "twin_powered", "twin_huber_loss", "twin_mae")
        .allSatisfy(name -> assertThat(goesOn.get(name)).isEqualTo(went.get(name)));
    for (int i = 0; i < model.weights().size(); i++) {
      assertThat(again.weights().get(i).array()).isEqualTo(model.weights().get(i).array());
    }
    Path twice = folder.resolve("twice.keras");
    again.save(twice);
    assertThat(compileConfig(twice)).isEqualTo(compileConfig(file).deepCopy());
  }

  private static double worst(float[] target, float[] guess) {
    return Math.max(Math.abs(target[0] - guess[0]), Math.abs(target[1] - guess[1]));
  }

  private static float[] numbers(Map<String, NpyArray> record, String name) {
    return (float[]) record.get(name).values();
  }

  /** The values of Keras are recorded by src/test/python/keras_forms.py. */
  @Test
  void should_resume_training_with_the_custom_objects_of_python()
      throws IOException, URISyntaxException {
    Path forms = Path.of(getClass().getResource("/keras_forms/custom.keras").toURI());
    Registry registry =
        Registry.empty()
            .optimizer("Descent", config -> sgd(1).momentum(config.number("momentum", 0)))
            .schedule("Falling", CustomObjects.Falling::read)
            .loss("Pack>Powered", CustomObjects.Powered::read)
            .metric("worst", config -> metric("worst", false, CustomObjectsTest::worst));
    Model model = Model.load(forms, registry);
    Map<String, NpyArray> record = Npz.read(forms.resolveSibling("custom.npz"));
    INDArray x = Nd4j.createFromArray(numbers(record, "x")).reshape(12, 3);
    INDArray y = Nd4j.createFromArray(numbers(record, "y")).reshape(12, 2);
    Logs logs = model.evaluate(x, y, batchSize(5));
    assertThat(new float[] {(float) logs.get("loss"), (float) logs.get("worst")})
        .containsExactly(numbers(record, "evaluate"), within(1e-5f));
    History history = model.fit(x, y, further(3, 6));
    for (String name : List.of("loss", "worst")) {
      double[] expected = Nd4j.createFromArray(numbers(record, name)).toDoubleVector();
      assertThat(history.get(name)).as(name).containsExactly(expected, within(2e-5));
    }
    assertThat(shown).isEmpty();

    Model.load(forms);
    assertThat(shown)
        .extracting(Notice::message)
        .containsExactly(
            "\"custom.keras\" is opened uncompiled, since its compile configuration cannot be read: the"
                + " schedule \"Falling\", the optimizer \"Descent\", the loss \"Pack>Powered\" of"
                + " \"sizes\", the metric \"worst\" of \"sizes\". To train, open it with Model.load(path, Registry.empty().schedule(\"Falling\", config ->"
                + " …).optimizer(\"Descent\", config -> …).loss(\"Pack>Powered\", config ->"
                + " …).metric(\"worst\", config -> …)), or call compile.");
  }

  @Test
  void should_write_custom_objects_by_their_registered_names_in_python() throws IOException {
    Model model = model();
    compile(model);
    Path file = folder.resolve("custom.keras");
    model.save(file);
    JsonNode config = compileConfig(file);
    assertThat(config.get("loss").get("size"))
        .isEqualTo(
            JSON.readTree(
                "{\"module\":\"custom\",\"class_name\":\"Powered\",\"config\":{\"name\":\"powered\","
                    + "\"reduction\":\"sum\",\"power\":3.0},"
                    + "\"registered_name\":\"Custom>Powered\"}"));
    assertThat(config.get("loss").get("twin").get("registered_name").asText())
        .isEqualTo("Custom>cubic");
    assertThat(config.get("metrics").get("size").get(1).get("class_name").asText())
        .isEqualTo("near");
    JsonNode watched = config.get("metrics").get("twin").get(1);
    assertThat(watched.get("module").asText()).isEqualTo("keras.losses");
    assertThat(watched.get("config").get("delta").asDouble()).isEqualTo(2);
    assertThat(config.get("metrics").get("twin").get(2).get("class_name").asText())
        .isEqualTo("MeanAbsoluteError");
    JsonNode optimizer = config.get("optimizer");
    assertThat(optimizer.get("registered_name").asText()).isEqualTo("Custom>Growing");
    assertThat(optimizer.get("config").get("learning_rate").get("registered_name").asText())
        .isEqualTo("Custom>Falling");
    assertThat(shown).isEmpty();
  }

  @Test
  void should_open_for_prediction_and_name_all_unknown_objects_at_once() throws IOException {
    Model model = model();
    compile(model);
    Path file = folder.resolve("custom.keras");
    model.save(file);
    Model again = Model.load(file);
    assertThat(again.predict(X).get("twin")).isEqualTo(model.predict(X).get("twin"));
    assertThat(shown)
        .extracting(Notice::toString)
        .containsExactly(
            "[opened-uncompiled] \"custom.keras\" is opened uncompiled, since its compile configuration cannot be read: the schedule \"Custom>Falling\", the optimizer \"Custom>Growing\", the loss \"Custom>Powered\" of"
                + " \"size\", the metric \"Custom>SignHit\" of \"size\", the metric \"Custom>near\" of"
                + " \"size\", the loss \"Custom>cubic\" of \"twin\", the metric \"Custom>Powered\" of"
                + " \"twin\", the metric \"Custom>near\" of \"twin\". To train, open it with Model.load(path, Registry.empty().schedule(\"Custom>Falling\", config ->"
                + " …).optimizer(\"Custom>Growing\", config -> …).loss(\"Custom>Powered\", config -> …).metric(\"Custom>SignHit\", config ->"
                + " …).metric(\"Custom>near\", config -> …).loss(\"Custom>cubic\", config ->"
                + " …).metric(\"Custom>Powered\", config -> …)), or call compile."
                + " See src/docs/notices.md#opened-uncompiled");
    assertThatThrownBy(() -> again.fit(X, List.of(Y, Y)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("[not-compiled]");
  }

  @Test
  void should_not_confuse_a_custom_class_with_a_keras_class_of_the_same_name() throws IOException {
    Tensor in = input("facts", 3);
    Model model = Model.inputs(in).outputs(in.then(dense(1).name("size")));
    model.compile(sgd(0.1), new CustomObjects.Huber(), huber());
    model.trainOnBatch(X, Y);
    Path file = folder.resolve("alike.keras");
    model.save(file);
    Model again =
        Model.load(
            file, Registry.empty().loss("Custom>Huber", config -> new CustomObjects.Huber()));
    assertThat(again.evaluate(X, Y).map()).isEqualTo(model.evaluate(X, Y).map());
    Model.load(file);
    assertThat(shown)
        .singleElement()
        .satisfies(
            notice ->
                assertThat(notice.message()).contains("the loss \"Custom>Huber\" of \"size\"."));
  }

  @Test
  void should_give_the_reason_why_a_known_object_cannot_be_read() throws IOException {
    Tensor in = input("facts", 3);
    Model model = Model.inputs(in).outputs(in.then(dense(1).name("size")));
    model.compile(sgd(0.1), huber());
    model.save(folder.resolve("standard.keras"));
    Path file =
        changed(
            folder.resolve("standard.keras"),
            config -> {
              ((ObjectNode) config.get("loss").get("config")).put("delta", "one");
              ((ObjectNode) config.get("optimizer").get("config")).put("momentum", "fast");
            });
    Model.load(file).predict(X);
    assertThat(shown)
        .extracting(Notice::message)
        .containsExactly(
            "\"changed.keras\" is opened uncompiled, since its compile configuration cannot be read: the"
                + " optimizer \"SGD\" (\"momentum\" should be a number, but is fast), the loss \"Huber\" of \"size\" (\"delta\" should be a number, but is"
                + " one). To train, call compile.");
  }

  @Test
  void should_save_anonymous_classes_by_their_java_names_with_a_notice() throws IOException {
    Tensor in = input("facts", 3);
    Model model = Model.inputs(in).outputs(in.then(dense(1).name("size")));
    model.compile(new CustomObjects.Unregistered(), mse());
    Path file = folder.resolve("anonymous.keras");
    model.trainOnBatch(X, Y);
    model.save(file);
    assertThat(shown)
        .extracting(Notice::toString)
        .containsExactly(
            "[anonymous-class] The file calls an anonymous class \"CustomObjects$Unregistered\","
                + " a name that changes with the program. Make it a class with a name, so that a"
                + " Registry can open the file. See src/docs/notices.md#anonymous-class");
    Registry registry =
        Registry.empty()
            .optimizer("CustomObjects$Unregistered", config -> new CustomObjects.Unregistered());
    Model again = Model.load(file, registry);
    assertThat(again.trainOnBatch(X, Y).map()).isEqualTo(model.trainOnBatch(X, Y).map());
  }

  @Test
  void should_show_anonymous_classes_of_layers_and_their_options() throws IOException {
    Tensor in = input("facts", 3);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(CustomObjects.anonymousLayer().name("kept"))
                    .then(dense(1).kernelRegularizer(CustomObjects.anonymousRegularizer())));
    model.save(folder.resolve("layers.keras"));
    assertThat(shown)
        .extracting(Notice::message)
        .containsExactly(
            "The file calls an anonymous class \"CustomObjects$1\", a name that changes with the"
                + " program. Make it a class with a name, so that a Registry can open the file.",
            "The file calls an anonymous class \"CustomObjects$2\", a name that changes with the"
                + " program. Make it a class with a name, so that a Registry can open the file.");
  }

  @Test
  void should_save_custom_regularizers_constraints_and_initializers() throws IOException {
    Tensor in = input("facts", 3);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(
                    dense(2)
                        .kernelRegularizer(new CustomObjects.Cubed(0.1))
                        .kernelConstraint(new CustomObjects.Cubed(0.4))
                        .biasInitializer(new CustomObjects.Cubed(0.25))
                        .name("size")));
    String json = model.toJson();
    assertThat(json).contains("\"registered_name\":\"Custom>Cubed\"");
    Registry registry =
        Registry.empty()
            .regularizer("Cubed", CustomObjects.Cubed::read)
            .constraint("Cubed", CustomObjects.Cubed::read)
            .initializer("Cubed", CustomObjects.Cubed::read);
    assertThat(Model.fromJson(json, registry).toJson()).isEqualTo(json);
    assertThat(Model.fromJson(json, registry).weights().get(1).array().toFloatVector())
        .containsExactly(0.25f, 0.25f);
    StructureException refusal =
        catchThrowableOfType(StructureException.class, () -> Model.fromJson(json));
    assertThat(refusal.problems().get(0).fix())
        .isEqualTo(
            "Register a Java class for it: Model.load(path,"
                + " Registry.empty().initializer(\"Custom>Cubed\", config -> …)).");
  }

  @Test
  void should_use_a_registered_activation_for_a_python_function() {
    Tensor in = input("facts", 3);
    String json =
        Model.inputs(in)
            .outputs(in.then(dense(2, Activation.SILU)))
            .toJson()
            .replace(
                "\"silu\"",
                "{\"module\":\"builtins\",\"class_name\":\"function\","
                    + "\"config\":\"my_swish\",\"registered_name\":\"function\"}");
    Model model =
        Model.fromJson(json, Registry.empty().activation("my_swish", config -> Activation.SILU));
    assertThat(model.toJson()).contains("\"activation\":\"silu\"");
  }

  @Test
  void should_open_a_model_uncompiled_if_a_compile_item_has_the_wrong_form() throws IOException {
    Model model = model();
    model.compile(sgd(0.1), output("size").loss(mse()).weight(0.5), output("twin").loss(mse()));
    Path file = folder.resolve("standard.keras");
    model.save(file);
    for (String weight : List.of("\"0.5\"", "true")) {
      Path wrong =
          changed(
              file,
              config -> {
                ObjectNode weights = (ObjectNode) config.get("loss_weights");
                weights.set("size", read(weight));
              });
      shown.clear();
      Notices.on();
      assertThat(Model.load(wrong).isCompiled()).isFalse();
      assertThat(shown)
          .extracting(Notice::message)
          .containsExactly(
              "\"changed.keras\" is opened uncompiled, since its compile configuration cannot be"
                  + " read: the loss_weights (expected a number for \"size\", received "
                  + weight
                  + "). To train, call compile.");
    }
    shown.clear();
    Notices.on();
    Path number = changed(file, config -> config.put("optimizer", 3));
    assertThat(Model.load(number).isCompiled()).isFalse();
    assertThat(shown)
        .extracting(Notice::message)
        .containsExactly(
            "\"changed.keras\" is opened uncompiled, since its compile configuration cannot be read:"
                + " the optimizer (expected a name or an object with class_name and config, received"
                + " 3). To train, call compile.");
  }

  @Test
  void should_open_a_model_uncompiled_if_the_compile_config_is_not_an_object() throws IOException {
    Model model = model();
    Path file = folder.resolve("plain.keras");
    model.save(file);
    KerasArchive archive = KerasArchive.read(file);
    ObjectNode config = (ObjectNode) JSON.readTree(archive.config());
    config.put("compile_config", "adam");
    new KerasArchive(archive.metadata(), config.toString(), archive.weights(), archive.assets())
        .write(file);
    assertThat(Model.load(file).isCompiled()).isFalse();
    assertThat(shown)
        .extracting(Notice::message)
        .containsExactly(
            "\"plain.keras\" is opened uncompiled, since its compile configuration cannot be read:"
                + " the compile configuration (expected an object, received \"adam\"). To train,"
                + " call compile.");
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
