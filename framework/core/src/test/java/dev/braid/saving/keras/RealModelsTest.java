package dev.braid.saving.keras;

import static dev.braid.Braid.epochs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.History;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Verbosity;
import dev.braid.golden.GoldenComparison;
import dev.braid.notices.Notice;
import dev.braid.notices.Notices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Small models of Keras with each way of building a graph are opened, trained and saved. */
class RealModelsTest {
  static List<String> names() {
    return RealModel.names();
  }

  private static void compare(
      String what, Model model, Map<String, INDArray> x, Map<String, INDArray> expected) {
    GoldenComparison comparison = new GoldenComparison();
    List<INDArray> predicted = new ArrayList<>(model.predict(x).map().values());
    assertThat(predicted).as(what).hasSameSizeAs(expected.values());
    for (int i = 0; i < predicted.size(); i++) {
      comparison.array(
          what + ", output " + i, expected.get("output" + i), predicted.get(i), tolerance(what));
    }
    comparison.assertAllNear();
  }

  /** Keras rounds to 8 or 11 bits if a layer computes in a narrow type. */
  private static double tolerance(String name) {
    return name.contains("float16") ? 5e-2 : 1e-5;
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_predict_and_train_like_keras(String name, @TempDir Path folder) throws IOException {
    RealModel real = new RealModel(name);
    Map<String, INDArray> x = real.arrays("x.");
    Map<String, INDArray> expected = real.arrays("y.");
    Model model = Model.load(real.file());
    compare(name, model, x, expected);
    Path copy = folder.resolve("copy.keras");
    model.save(copy);
    compare(name + ", saved again", Model.load(copy), x, expected);
    Map<String, INDArray> targets = real.arrays("target.");
    if (!targets.isEmpty()) {
      History history =
          model.fit(x, targets, epochs(3).batchSize(4).shuffle(false).verbose(Verbosity.SILENT));
      double[] losses = real.losses();
      for (int epoch = 0; epoch < losses.length; epoch++) {
        assertThat(history.get("loss")[epoch])
            .as("loss of epoch " + epoch)
            .isCloseTo(losses[epoch], within(tolerance(name) * Math.max(1, losses[epoch])));
      }
    }
  }

  private static List<String> notices(String id, String name) throws IOException {
    List<Notice> shown = new ArrayList<>();
    Notices.on();
    try (Notices.Subscription listening = Notices.listen(shown::add)) {
      assertThat(listening).isNotNull();
      Model.load(new RealModel(name).file());
    } finally {
      Notices.on();
    }
    return shown.stream().filter(notice -> notice.id().equals(id)).map(Notice::message).toList();
  }

  @Test
  void should_notice_once_that_layers_are_computed_in_float32() throws IOException {
    assertThat(notices("file-precision", "policy_bfloat16"))
        .containsExactly(
            "\"policy_bfloat16.keras\" is computed in float32, but in Python with the policy"
                + " \"bfloat16\" for \"inner/conv1d_2\", \"inner/batch_normalization_2\"."
                + " Expect predictions to differ by the rounding of that type.");
  }

  @Test
  void should_notice_once_that_unknown_options_have_no_effect() throws IOException {
    assertThat(notices("file-unknown-option", "options_of_own_classes"))
        .containsExactly(
            "\"options_of_own_classes.keras\" is opened without the effect of the regularizer"
                + " \"Own>OwnRegularizer\" of \"reader\", \"narrow\", the constraint"
                + " \"Own>OwnConstraint\" of \"narrow\", which changes training. Open it with"
                + " Model.load(path, Registry.empty().regularizer(\"Own>OwnRegularizer\", config ->"
                + " …).constraint(\"Own>OwnConstraint\", config -> …)).");
  }

  @Test
  void should_write_unknown_options_as_they_were_read(@TempDir Path folder) throws IOException {
    Model model = Model.load(new RealModel("options_of_own_classes").file());
    assertThat(model.toJson())
        .contains(
            "\"class_name\":\"OwnInitializer\",\"config\":{\"factor\":3.0},"
                + "\"registered_name\":\"Own>OwnInitializer\"")
        .contains("\"class_name\":\"function\",\"config\":\"Own>own_bias\"")
        .contains("\"registered_name\":\"Own>OwnConstraint\"")
        .contains("\"registered_name\":\"Own>OwnRegularizer\"");
  }

  @Test
  void should_refuse_unknown_options_without_a_file_of_weights() throws IOException {
    String json = Model.load(new RealModel("options_of_own_classes").file()).toJson();
    assertThatThrownBy(() -> Model.fromJson(json))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("received \"Own>OwnInitializer\"");
  }
}
