package dev.braid.saving.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.braid.Braid;
import dev.braid.Fit;
import dev.braid.Model;
import dev.braid.Verbosity;
import dev.braid.golden.GoldenComparison;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A folder with a model that Braid saved after some training, and the results of Keras. */
final class KerasComparisonCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 8;
  private static final int TRAINED = 2;
  private static final int EPOCHS = 4;
  private static final double BEFORE = 1e-5;
  private static final double AFTER = 2e-4;

  private final Path folder;

  KerasComparisonCase(Path folder) {
    this.folder = folder;
  }

  Path model() {
    return folder.resolve("model.keras");
  }

  /** The file that Keras saved after it continued training. */
  Path again() {
    return folder.resolve("again.keras");
  }

  private static Fit fitting() {
    return Braid.epochs(TRAINED).batchSize(BATCH).shuffle(false).verbose(Verbosity.SILENT);
  }

  private static Fit further() {
    return fitting().initialEpoch(TRAINED).epochs(EPOCHS);
  }

  /** Trains a model and writes the files for Keras. */
  static KerasComparisonCase write(SavedModel saved, Path folder) throws IOException {
    KerasComparisonCase written = new KerasComparisonCase(Files.createDirectories(folder));
    saved.model().fit(saved.x(), saved.y(), fitting());
    saved.model().save(written.model());
    Map<String, NpyArray> data = new TreeMap<>();
    saved.x().forEach((name, array) -> data.put("x." + name, npy(array)));
    saved.y().forEach((name, array) -> data.put("y." + name, npy(array)));
    Npz.write(folder.resolve("data.npz"), data);
    ObjectNode spec = JSON.createObjectNode();
    saved.model().outputNames().forEach(spec.putArray("outputs")::add);
    spec.put("batch_size", BATCH).put("initial_epoch", TRAINED).put("epochs", EPOCHS);
    JSON.writeValue(folder.resolve("case.json").toFile(), spec);
    return written;
  }

  private static NpyArray npy(INDArray array) {
    int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
    return NpyArray.of(array.dup('c').data().asFloat(), shape);
  }

  private static Map<String, INDArray> withPrefix(Path file, String prefix) throws IOException {
    Map<String, INDArray> withPrefix = new LinkedHashMap<>();
    for (Map.Entry<String, NpyArray> entry : Npz.read(file).entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        long[] shape = Arrays.stream(entry.getValue().shape()).asLongStream().toArray();
        withPrefix.put(
            entry.getKey().substring(prefix.length()),
            Nd4j.createFromArray((float[]) entry.getValue().values()).reshape('c', shape));
      }
    }
    return withPrefix;
  }

  /** Compares a model at the time it was saved with Keras' results for the file. */
  void compare(Model model) throws IOException {
    JsonNode keras = JSON.readTree(folder.resolve("keras.json").toFile());
    Path data = folder.resolve("data.npz");
    Path predictions = folder.resolve("keras.npz");
    Map<String, INDArray> x = withPrefix(data, "x.");
    Map<String, INDArray> y = withPrefix(data, "y.");
    GoldenComparison near = new GoldenComparison();
    near.outputs(
        "predictions",
        withPrefix(predictions, "before."),
        model.predict(x, Braid.batchSize(BATCH)),
        BEFORE);
    near.logs(
        "evaluate", keras.get("evaluate"), model.evaluate(x, y, Braid.batchSize(BATCH)), BEFORE);
    near.history("fit", keras.get("history"), model.fit(x, y, further()), AFTER);
    near.outputs(
        "predictions after training",
        withPrefix(predictions, "after."),
        model.predict(x, Braid.batchSize(BATCH)),
        AFTER);
    near.assertAllNear();
  }

  /** Checks that the file that Keras saved agrees with Keras' results. */
  void compareAgain() throws IOException {
    if (!Files.exists(again())) {
      // Keras cannot save averages with JAX, so the script skips such a model
      assertThat(folder).hasFileName("averaged");
      return;
    }
    Model model = Model.load(again());
    GoldenComparison near = new GoldenComparison();
    near.outputs(
        "predictions",
        withPrefix(folder.resolve("keras.npz"), "after."),
        model.predict(withPrefix(folder.resolve("data.npz"), "x."), Braid.batchSize(BATCH)),
        BEFORE);
    near.assertAllNear();
  }
}
