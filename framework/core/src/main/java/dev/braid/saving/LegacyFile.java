package dev.braid.saving;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Functional;
import dev.braid.graph.WeightCell;
import dev.braid.graph.WeightPaths;
import dev.braid.saving.architecture.FileOrder;
import dev.braid.saving.architecture.Findings;
import dev.braid.saving.architecture.JsonText;
import dev.braid.saving.architecture.ModelMaker;
import dev.braid.saving.architecture.ModelReader;
import dev.braid.saving.hdf5.H5Dataset;
import dev.braid.saving.hdf5.H5Group;
import dev.braid.saving.hdf5.Hdf5;
import dev.braid.saving.weights.WeightPlaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whole models in the {@code .h5} files of tf.keras 2: architecture and weights. */
final class LegacyFile {
  private static final int MOST_CHUNKS = 100_000;

  private LegacyFile() {}

  /** True for weights by layer names, as old files have them. */
  static boolean isLegacy(H5Group root) {
    return root.group("model_weights").isPresent() || names(root, "layer_names").isPresent();
  }

  static KerasFile.Loaded load(Path file, ModelMaker maker, Registry registry, LoadLimits limits)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    H5Group root = Hdf5.read(file);
    Optional<String> config = root.text("model_config");
    if (config.isEmpty()) {
      throw new FileFormatException(
          name,
          "holds weights without a model",
          "Build the model and call model.loadWeights(path), or save it whole with"
              + " model.save(\"….keras\").");
    }
    Map<?, ?> object = JsonText.read(config.get(), name + ": model_config", limits);
    Findings findings = new Findings();
    ModelReader reader = new ModelReader(maker, registry, findings, limits);
    Optional<Functional> model = reader.read(object);
    findings.throwIfAny(name);
    Functional made = model.orElseThrow();
    KerasFile.place(weights(made, reader.order(), root, name));
    return new KerasFile.Loaded(made, Optional.empty(), reader.order(), H5Group.of(Map.of()));
  }

  /** The values of all weights, by the names of layers, else by their order. */
  static Map<WeightCell, float[]> weights(
      Functional model, FileOrder order, H5Group root, String file) {
    H5Group group = root.group("model_weights").orElse(root);
    List<String> inFile = new ArrayList<>();
    for (String name : names(group, "layer_names").orElse(List.of())) {
      if (!arrays(group, name).isEmpty()) {
        inFile.add(name);
      }
    }
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : order.layers(model)) {
      if (!WeightPaths.cells(model, layer).isEmpty()) {
        layers.add(layer);
      }
    }
    List<Problem> problems = new ArrayList<>();
    Map<WeightCell, float[]> values = new LinkedHashMap<>();
    Set<String> unread = new LinkedHashSet<>(inFile);
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String name =
          inFile.contains(layer.name())
              ? layer.name()
              : inFile.size() == layers.size() ? inFile.get(i) : layer.name();
      unread.remove(name);
      take(layer, cells(model, layer, order), arrays(group, name), values, problems);
    }
    for (String name : unread) {
      problems.add(
          Problem.of(
              "file-weight",
              name,
              "the file has weights of this layer, the model has no such layer"));
    }
    if (!problems.isEmpty()) {
      throw new StructureException(
          "The weights in \"" + file + "\" do not fit the model \"" + model.name() + '"', problems);
    }
    return values;
  }

  /** Trainable weights first, through all layers inside, as tf.keras lists them. */
  private static List<WeightCell> cells(Functional model, Layer layer, FileOrder order) {
    List<WeightCell> all =
        layer instanceof Functional inner
            ? WeightPlaces.cells(inner, order)
            : WeightPaths.cells(model, layer);
    List<WeightCell> cells = new ArrayList<>(all.stream().filter(WeightCell::trainable).toList());
    all.stream().filter(cell -> !cell.trainable()).forEach(cells::add);
    return cells;
  }

  private static void take(
      Layer layer,
      List<WeightCell> cells,
      List<H5Dataset> arrays,
      Map<WeightCell, float[]> values,
      List<Problem> problems) {
    if (cells.size() != arrays.size()) {
      problems.add(
          new Problem(
              "file-weight",
              layer.name(),
              cells.size() + " weights",
              "the file has " + arrays.size(),
              ""));
      return;
    }
    for (int i = 0; i < cells.size(); i++) {
      long[] shape = Arrays.stream(arrays.get(i).shape()).asLongStream().toArray();
      if (Arrays.equals(shape, cells.get(i).spec().shape())
          && !(arrays.get(i).values() instanceof String[])) {
        values.put(cells.get(i), arrays.get(i).floats());
      } else {
        problems.add(
            new Problem(
                "file-weight",
                layer.name() + "/" + cells.get(i).spec().name(),
                "the shape " + Arrays.toString(cells.get(i).spec().shape()),
                "the file has " + arrays.get(i),
                ""));
      }
    }
  }

  private static List<H5Dataset> arrays(H5Group group, String layer) {
    List<H5Dataset> arrays = new ArrayList<>();
    group
        .group(layer)
        .ifPresent(
            inside ->
                names(inside, "weight_names")
                    .orElse(List.of())
                    .forEach(name -> inside.dataset(name).ifPresent(arrays::add)));
    return arrays;
  }

  /** A list of names in an attribute, or in several where one would have been too large. */
  private static Optional<List<String>> names(H5Group group, String attribute) {
    H5Dataset whole = group.attributes().get(attribute);
    if (whole != null) {
      return Optional.of(whole.texts());
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < MOST_CHUNKS; i++) {
      H5Dataset chunk = group.attributes().get(attribute + i);
      if (chunk == null) {
        break;
      }
      names.addAll(chunk.texts());
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }
}
