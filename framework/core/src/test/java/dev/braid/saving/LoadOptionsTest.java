package dev.braid.saving;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.notices.Notice;
import dev.braid.notices.Notices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models and weights are opened as far as the options ask for. */
class LoadOptionsTest {
  private static final float[][] X = {{1, 2, 3}, {0, 1, -1}};
  private static final float[][] Y = {{1, 0}, {0, 1}};

  @TempDir Path folder;

  private final List<Notice> shown = new ArrayList<>();
  private Notices.Subscription listening;

  @BeforeEach
  void listen() {
    Notices.on();
    listening = Notices.listen(shown::add);
  }

  @AfterEach
  void stop() {
    listening.close();
    Notices.on();
  }

  private static Model model(int hidden, String last, int labels) {
    Tensor in = input("facts", 3);
    Tensor body = in.then(dense(hidden).name("body"));
    return Model.inputs(in).outputs(body.then(dense(labels).name(last)));
  }

  private Path saved(Model model, String name) throws IOException {
    Path file = folder.resolve(name);
    model.save(file);
    return file;
  }

  private List<String> messages() {
    return shown.stream().map(Notice::message).toList();
  }

  private static float[] values(Model model, int weight) {
    return model.weights().get(weight).array().dup('c').data().asFloat();
  }

  @Test
  void should_leave_out_the_compile_configuration_if_asked() throws IOException {
    Loss cubic = loss("cubic", (target, guess) -> target.subtract(guess).abs().pow(3));
    Model model = model(4, "label", 2);
    assertThat(model.isCompiled()).isFalse();
    model.compile(adam(), cubic);
    assertThat(model.isCompiled()).isTrue();
    model.fit(X, Y);
    Path file = saved(model, "custom.keras");
    Model opened = Model.load(file, LoadOptions.defaults().compile(false));
    assertThat(opened.isCompiled()).isFalse();
    assertThat(opened.predict(X).array()).isEqualTo(model.predict(X).array());
    assertThat(shown).isEmpty();
    assertThatThrownBy(() -> opened.fit(X, Y)).isInstanceOf(StructureException.class);
    Registry registry = Registry.empty().loss("cubic", config -> cubic);
    assertThat(Model.load(file, LoadOptions.defaults().registry(registry)).isCompiled()).isTrue();
    assertThat(shown).isEmpty();
  }

  @Test
  void should_train_without_metrics_of_unknown_classes() throws IOException {
    Metric near = metric("near", true, (target, guess) -> target[0] > guess[0] ? 1 : 0);
    Model model = model(4, "label", 2);
    model.compile(sgd(0.1), mse(), mae(), near);
    model.fit(X, Y);
    Model opened = Model.load(saved(model, "metrics.keras"));
    assertThat(opened.isCompiled()).isTrue();
    assertThat(messages())
        .containsExactly(
            "\"metrics.keras\" is opened without the metric \"Custom>near\" of \"label\". To compute"
                + " all metrics, open it with Model.load(path,"
                + " Registry.empty().metric(\"Custom>near\", config -> …)), or call compile.");
    assertThat(opened.evaluate(X, Y).map()).containsOnlyKeys("loss", "mae");
    assertThat(opened.fit(X, Y).get("loss")).isEqualTo(model.fit(X, Y).get("loss"));
  }

  @Test
  void should_set_weights_by_the_names_of_layers() throws IOException {
    Model source = model(4, "old", 2);
    Path file = folder.resolve("source.weights.h5");
    source.saveWeights(file);
    Model target = model(4, "fresh", 5);
    float[] head = values(target, 2);
    target.loadWeights(file, LoadOptions.defaults().byName(true));
    assertThat(values(target, 0)).isEqualTo(values(source, 0));
    assertThat(values(target, 1)).isEqualTo(values(source, 1));
    assertThat(values(target, 2)).isEqualTo(head);
    assertThat(shown).isEmpty();
  }

  @Test
  void should_refuse_weights_of_which_no_name_fits() throws IOException {
    Path file = folder.resolve("source.weights.h5");
    model(4, "old", 2).saveWeights(file);
    Tensor in = input("facts", 3);
    Model target = Model.inputs(in).outputs(in.then(dense(4).name("other")));
    float[] before = values(target, 0);
    assertThatThrownBy(() -> target.loadWeights(file, LoadOptions.defaults().byName(true)))
        .hasMessage(
            "The weights in \"source.weights.h5\" do not fit the model \"model\":\n"
                + "  [file-weight]  no layer with weights in the file has the name of a layer of the"
                + " model. Name layers as in the file, or load the weights without byName(true).\n"
                + "  See src/docs/errors.md#file-weight");
    assertThat(values(target, 0)).isEqualTo(before);
  }

  @Test
  void should_skip_layers_whose_weights_do_not_fit() throws IOException {
    Model source = model(4, "label", 2);
    Path file = folder.resolve("source.weights.h5");
    source.saveWeights(file);
    Model target = model(4, "label", 5);
    float[] kernel = values(target, 2);
    float[] bias = values(target, 3);
    assertThatThrownBy(() -> target.loadWeights(file)).isInstanceOf(StructureException.class);
    target.loadWeights(file, LoadOptions.defaults().skipMismatch(true));
    assertThat(values(target, 0)).isEqualTo(values(source, 0));
    assertThat(values(target, 2)).isEqualTo(kernel);
    assertThat(values(target, 3)).isEqualTo(bias);
    assertThat(messages())
        .containsExactly(
            "1 layer keeps its weights, since those in \"source.weights.h5\" do not fit:"
                + " \"label/kernel\": expected the shape [4, 5], received FLOAT32[4, 2] in the file."
                + " Train these layers, or load a file that fits.");
  }

  @Test
  void should_skip_layers_of_old_files_too() throws IOException, java.net.URISyntaxException {
    Path file = Path.of(LoadOptionsTest.class.getResource("/keras_forms/legacy.h5").toURI());
    Model known = Model.load(file);
    Tensor in = input("facts", 3);
    Model target = Model.inputs(in).outputs(in.then(dense(7).name(layerWithWeights(known))));
    target.loadWeights(file, LoadOptions.defaults().byName(true).skipMismatch(true));
    assertThat(messages()).singleElement().asString().startsWith("1 layer keeps its weights");
  }

  private static String layerWithWeights(Model model) {
    return model.weights().get(0).path().split("/")[0];
  }
}
