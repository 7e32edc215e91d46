package dev.braid.internal.saving.weights;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.saving.architecture.FileLayerOrder;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.layers.preprocessing.PythonLines;
import dev.braid.layers.preprocessing.SavedVocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The vocabularies of layers in a {@code .keras} file: assets in the groups of the layers, and
 * inverse document frequencies beside their weights.
 */
public final class VocabularyAssets {
  /** The name of the inverse document frequencies among the weights. */
  static final String IDF = "idf_weights";

  private static final String FILE = "/vocabulary.txt";

  private VocabularyAssets() {}

  /** The groups below a layer in which Keras stores what its vocabulary consists of. */
  static List<String> groups(Layer layer) {
    return layer.className().equals("TextVectorization")
        ? List.of("", "/_lookup_layer")
        : List.of("");
  }

  /** Returns the assets of all layers, by path. */
  public static Map<String, byte[]> write(Functional model, FileLayerOrder order) {
    Map<String, byte[]> assets = new LinkedHashMap<>();
    for (WeightFileGroups.LayerGroup group : WeightFileGroups.of(model, order)) {
      if (group.layer() instanceof SavedVocabulary layer) {
        Optional<List<String>> lines = layer.vocabularyLines();
        for (String inner : lines.isPresent() ? groups(group.layer()) : List.<String>of()) {
          byte[] text = String.join("\n", lines.get()).getBytes(StandardCharsets.UTF_8);
          assets.put(group.path() + inner + FILE, text);
        }
      }
    }
    return assets;
  }

  /**
   * Gives all layers their vocabularies.
   *
   * @param root the weights in the file
   * @param file the name of the file in messages
   */
  public static void read(
      Functional model,
      FileLayerOrder order,
      Map<String, byte[]> assets,
      H5Group root,
      String file) {
    List<Problem> problems = new ArrayList<>();
    for (WeightFileGroups.LayerGroup group : WeightFileGroups.of(model, order)) {
      if (group.layer() instanceof SavedVocabulary layer && layer.vocabularyLines().isPresent()) {
        byte[] asset = assets.get(group.path() + FILE);
        if (asset == null) {
          problems.add(
              Problem.of(
                  "file-weight",
                  group.layer().name(),
                  "\"assets/" + group.path() + FILE + "\" is missing from the file"));
          continue;
        }
        String idf = group.path() + "/vars/" + IDF;
        float[] weights =
            layer.savesIdfWeights()
                ? root.dataset(idf).map(H5Dataset::floats).orElse(new float[0])
                : new float[0];
        try {
          layer.readVocabulary(lines(asset), weights);
        } catch (StructureException | ArithmeticException | NumberFormatException refused) {
          problems.add(
              Problem.of(
                  "file-weight",
                  group.layer().name(),
                  "its vocabulary cannot be used: " + refused.getMessage()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new StructureException(
          "The vocabularies in \"" + file + "\" do not fit the model \"" + model.name() + '"',
          problems);
    }
  }

  /** Keras drops empty lines at the end. */
  private static List<String> lines(byte[] asset) {
    List<String> lines = PythonLines.of(new String(asset, StandardCharsets.UTF_8));
    int size = lines.size();
    while (size > 0 && lines.get(size - 1).isEmpty()) {
      size--;
    }
    return lines.subList(0, size);
  }
}
