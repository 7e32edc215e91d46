package dev.braid.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Braid;
import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.Verbosity;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A folder of {@code src/test/resources/golden}: a model, data, and the results of Keras. */
public final class GoldenCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final JsonNode spec;
  private final Map<String, INDArray> data;
  private final Map<String, INDArray> expected;

  public GoldenCase(String name) throws IOException {
    folder = root().resolve(name);
    spec = JSON.readTree(folder.resolve("case.json").toFile());
    data = read(folder.resolve("data.npz"));
    expected = read(folder.resolve("expected.npz"));
  }

  public static List<String> names() {
    try (Stream<Path> folders = Files.list(root())) {
      return folders
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    try {
      return Path.of(GoldenCase.class.getResource("/golden").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, INDArray> read(Path file) throws IOException {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, NpyArray> entry : Npz.read(file).entrySet()) {
      NpyArray array = entry.getValue();
      long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
      INDArray flat =
          array.values() instanceof int[] ints
              ? Nd4j.createFromArray(ints)
              : Nd4j.createFromArray((float[]) array.values());
      arrays.put(entry.getKey(), flat.reshape('c', shape));
    }
    return arrays;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  JsonNode at(String pointer) {
    return spec.at(pointer);
  }

  boolean trains() {
    return spec.get("train").asBoolean();
  }

  boolean resumes() {
    return spec.hasNonNull("resume");
  }

  /** Returns the tolerance for results before training. */
  double before() {
    return spec.at("/tolerance/before").asDouble();
  }

  /** Returns the tolerance for results after training. */
  double trained() {
    return spec.at("/tolerance/trained").asDouble();
  }

  /** Returns the arrays whose names begin with a prefix, by the rest of their names. */
  public Map<String, INDArray> data(String prefix) {
    return withPrefix(data, prefix);
  }

  Map<String, INDArray> expected(String prefix) {
    return withPrefix(expected, prefix);
  }

  private static Map<String, INDArray> withPrefix(Map<String, INDArray> arrays, String prefix) {
    Map<String, INDArray> selected = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            selected.put(name.substring(prefix.length()), array);
          }
        });
    return selected;
  }

  Eval predicting() {
    return Braid.batchSize(spec.at("/fit/batch_size").asInt());
  }

  Eval evaluating() {
    return weighted() ? predicting().sampleWeight(data("w.")) : predicting();
  }

  private boolean weighted() {
    return spec.at("/fit/use_sample_weight").asBoolean();
  }

  Fit fitting() {
    JsonNode fit = spec.get("fit");
    Fit options =
        Braid.epochs(fit.get("epochs").asInt())
            .initialEpoch(fit.get("initial_epoch").asInt())
            .batchSize(fit.get("batch_size").asInt())
            .shuffle(false)
            .verbose(Verbosity.SILENT);
    if (fit.get("validation_split").asDouble() > 0) {
      options = options.validationSplit(fit.get("validation_split").asDouble());
    }
    if (weighted()) {
      options = options.sampleWeight(data("w."));
    }
    if (fit.hasNonNull("class_weight")) {
      Map<Integer, Double> classes = new HashMap<>();
      fit.get("class_weight")
          .properties()
          .forEach(
              entry -> classes.put(Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
      options = options.classWeight(classes);
    }
    return options;
  }
}
