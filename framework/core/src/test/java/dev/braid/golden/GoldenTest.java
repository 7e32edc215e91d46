package dev.braid.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Fit;
import dev.braid.Model;
import dev.braid.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Models that Keras saved are loaded, evaluated, trained and resumed with the same results as in
 * Keras.
 */
class GoldenTest {
  private final GoldenComparison near = new GoldenComparison();

  static List<String> cases() {
    return GoldenCase.names();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_compute_the_results_of_keras(String name, @TempDir Path folder) throws IOException {
    GoldenCase golden = new GoldenCase(name);
    Map<String, INDArray> x = golden.data("x.");
    Map<String, INDArray> y = golden.data("y.");
    Model model = Model.load(golden.file("model.keras"));
    near.logs(
        "before",
        golden.at("/evaluate_before"),
        model.evaluate(x, y, golden.evaluating()),
        golden.before());
    near.outputs(
        "before",
        golden.expected("before."),
        model.predict(x, golden.predicting()),
        golden.before());
    if (golden.trains()) {
      train(golden, model, x, y);
      savedByBraid(golden, model, x, folder.resolve("copy.keras"));
    } else {
      weights(golden, model, golden.before());
    }
    if (golden.resumes()) {
      resume(golden, x, y);
    }
    near.assertAllNear();
  }

  private void train(
      GoldenCase golden, Model model, Map<String, INDArray> x, Map<String, INDArray> y) {
    double tolerance = golden.trained();
    near.history("fit", golden.at("/history"), model.fit(x, y, golden.fitting()), tolerance);
    near.logs(
        "after",
        golden.at("/evaluate_after"),
        model.evaluate(x, y, golden.evaluating()),
        tolerance);
    near.outputs(
        "after", golden.expected("after."), model.predict(x, golden.predicting()), tolerance);
    weights(golden, model, tolerance);
  }

  private void weights(GoldenCase golden, Model model, double tolerance) {
    List<Weight> weights = model.weights();
    assertThat(weights).hasSize(golden.at("/weights").size());
    for (int i = 0; i < weights.size(); i++) {
      String path = golden.at("/weights/" + i + "/path").asText();
      boolean trainable = golden.at("/weights/" + i + "/trainable").asBoolean();
      INDArray expected = golden.expected("weight.").get(String.valueOf(i));
      near.array("weight " + path, expected, weights.get(i).array(), tolerance);
      assertThat(weights.get(i).trainable()).as("trainable " + path).isEqualTo(trainable);
    }
  }

  /** Checks a file that Braid saved. */
  private void savedByBraid(GoldenCase golden, Model model, Map<String, INDArray> x, Path copy)
      throws IOException {
    model.save(copy);
    Model again = Model.load(copy);
    near.outputs(
        "saved",
        golden.expected("after."),
        again.predict(x, golden.predicting()),
        golden.trained());
  }

  private void resume(GoldenCase golden, Map<String, INDArray> x, Map<String, INDArray> y)
      throws IOException {
    Model model = Model.load(golden.file("trained.keras"));
    Fit more =
        golden
            .fitting()
            .initialEpoch(golden.at("/resume/initial_epoch").asInt())
            .epochs(golden.at("/resume/epochs").asInt());
    near.history("resume", golden.at("/resume/history"), model.fit(x, y, more), golden.trained());
    near.outputs(
        "resumed",
        golden.expected("resumed."),
        model.predict(x, golden.predicting()),
        golden.trained());
  }
}
