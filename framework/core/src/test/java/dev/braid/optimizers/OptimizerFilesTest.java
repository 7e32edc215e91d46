package dev.braid.optimizers;

import static dev.braid.Braid.conv1d;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.embedding;
import static dev.braid.Braid.epochs;
import static dev.braid.Braid.flatten;
import static dev.braid.Braid.input;
import static dev.braid.Braid.mse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Activation;
import dev.braid.Model;
import dev.braid.Optimizer;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.Weight;
import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.keras.KerasRecord;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models trained by Keras' layer-wise and wrapping optimizers, and their files. */
class OptimizerFilesTest {
  private static final int ROWS = 8;
  private static final double TRAINED = 2e-5;

  static Stream<KerasRecord> records() {
    return KerasRecord.all("optimizer_files");
  }

  private static Path file(KerasRecord keras) throws URISyntaxException {
    String name = "/optimizer_files/" + keras.text("name") + ".keras";
    return Path.of(OptimizerFilesTest.class.getResource(name).toURI());
  }

  private static Optimizer optimizer(KerasRecord keras) {
    return Optimizers.read(
        new ObjectMapper().convertValue(keras.node().get("optimizer"), Map.class));
  }

  private static void train(Model model, KerasRecord keras) {
    model.fit(
        keras(keras, "x"),
        keras(keras, "y"),
        epochs(2).batchSize(4).shuffle(false).verbose(Verbosity.SILENT));
  }

  private static INDArray keras(KerasRecord keras, String name) {
    return Nd4j.createFromArray(keras.floats(name)).reshape(ROWS, -1);
  }

  private static void assertWeights(Model model, KerasRecord keras, String name) {
    List<float[]> expected = keras.rows(name);
    List<Weight> weights = model.weights();
    for (int i = 0; i < expected.size(); i++) {
      float[] values = KerasRecord.floats(weights.get(i).array());
      KerasRecord.assertNear(values, expected.get(i), TRAINED, name + " " + weights.get(i).path());
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_train_a_model_as_keras_does(KerasRecord keras) {
    Tensor words = input("words", 3);
    Tensor wide =
        words
            .then(embedding(7, 4).name("embedding"))
            .then(conv1d(5, 2, Activation.TANH).name("wide"));
    Tensor hidden = wide.then(flatten()).then(dense(6, Activation.TANH).name("hidden"));
    Model model = Model.inputs(words).outputs(hidden.then(dense(2).name("found")));
    model.compile(optimizer(keras), mse());
    List<INDArray> start = new ArrayList<>();
    for (int i = 0; i < model.weights().size(); i++) {
      long[] shape = model.weights().get(i).shape();
      start.add(Nd4j.createFromArray(keras.rows("start").get(i)).reshape('c', shape));
    }
    model.setWeights(start);
    train(model, keras);
    assertWeights(model, keras, "middle");
    train(model, keras);
    assertWeights(model, keras, "after");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_resume_training_from_the_file_of_keras(KerasRecord keras)
      throws IOException, URISyntaxException {
    Model model = Model.load(file(keras));
    assertWeights(model, keras, "middle");
    train(model, keras);
    assertWeights(model, keras, "after");
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_write_the_variables_that_keras_wrote(KerasRecord keras, @TempDir Path folder)
      throws IOException, URISyntaxException {
    Path again = folder.resolve("again.keras");
    Model.load(file(keras)).save(again);
    Map<String, String> expected = variables(file(keras));
    assertThat(expected).hasSizeGreaterThan(2);
    assertThat(variables(again)).isEqualTo(expected);
  }

  /** The shape and the values of each variable of the optimizer by its path. */
  private static Map<String, String> variables(Path file) throws IOException {
    Map<String, String> all = new TreeMap<>();
    collect(
        "",
        Hdf5.read(KerasArchive.read(file).weights(), "file").group("optimizer").orElseThrow(),
        all);
    return all;
  }

  private static void collect(String path, H5Group group, Map<String, String> all) {
    group
        .children()
        .forEach(
            (name, node) -> {
              if (node instanceof H5Group inner) {
                collect(path + "/" + name, inner, all);
              } else if (node instanceof H5Dataset data) {
                all.put(
                    path + "/" + name,
                    Arrays.toString(data.shape()) + Arrays.toString(data.floats()));
              }
            });
  }
}
