package dev.braid.internal.saving;

import dev.braid.Layer;
import dev.braid.Optimizer;
import dev.braid.Problem;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.internal.saving.architecture.FileLayerOrder;
import dev.braid.internal.saving.architecture.LoadProblems;
import dev.braid.internal.saving.architecture.ModelConfigReader;
import dev.braid.internal.saving.architecture.ModelFactory;
import dev.braid.internal.saving.architecture.PythonJson;
import dev.braid.internal.saving.architecture.RegistryObjectReader;
import dev.braid.internal.saving.compilation.CompileConfigReader;
import dev.braid.internal.saving.compilation.LegacyTrainingConfig;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.internal.saving.weights.AutomaticNames;
import dev.braid.internal.saving.weights.WeightFileGroups;
import dev.braid.internal.saving.weights.WeightValues;
import dev.braid.internal.training.Compilation;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.LoadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads whole models from the {@code .h5} files of tf.keras 2. */
final class LegacyHdf5File {
  private static final int MOST_CHUNKS = 100_000;

  private LegacyHdf5File() {}

  /** Returns whether a file stores weights by layer names, as tf.keras 2 does. */
  static boolean isLegacy(H5Group root) {
    return root.group("model_weights").isPresent() || names(root, "layer_names").isPresent();
  }

  static KerasFile.Loaded load(Path file, ModelFactory factory, LoadOptions options)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    H5Group root = Hdf5.read(file);
    Optional<String> config = root.text("model_config");
    if (config.isEmpty()) {
      throw new FileFormatException(
          name,
          "contains weights but no architecture",
          "Build the model and call model.loadWeights(path), or save the whole model with"
              + " model.save(\"….keras\").");
    }
    Map<?, ?> object = PythonJson.read(config.get(), name + ": model_config", options.limits());
    LoadProblems problems = new LoadProblems();
    ModelConfigReader reader = new ModelConfigReader(factory, options, problems, true);
    Optional<Functional> model = reader.read(object);
    problems.throwIfAny(name);
    Functional loaded = model.orElseThrow();
    KerasFile.setInitialValues(weights(loaded, reader.order(), root, name, options));
    Optional<Compilation> compilation = compilation(loaded, root, name, options);
    reader.deviations().show(name);
    H5Group state =
        compilation
            .map(found -> optimizer(root, found.optimizer()))
            .orElseGet(() -> H5Group.of(Map.of()));
    return new KerasFile.Loaded(loaded, compilation, reader.order(), state);
  }

  private static Optional<Compilation> compilation(
      Functional model, H5Group root, String file, LoadOptions options) throws IOException {
    Optional<String> config = root.text("training_config");
    if (!options.compile() || config.isEmpty()) {
      return Optional.empty();
    }
    Map<?, ?> written = PythonJson.read(config.get(), file + ": training_config", options.limits());
    return new CompileConfigReader(model, new RegistryObjectReader(options.registry()))
        .read(LegacyTrainingConfig.compileConfig(written), file);
  }

  /** Returns the optimizer's variables as in files of Keras 3. */
  private static H5Group optimizer(H5Group root, Optimizer optimizer) {
    H5Group group = root.group("optimizer_weights").orElseGet(() -> H5Group.of(Map.of()));
    List<String> names = names(group, "weight_names").orElse(List.of());
    List<H5Dataset> arrays = new ArrayList<>();
    names.forEach(name -> group.dataset(name).ifPresent(arrays::add));
    return H5Group.of(
        Map.of("optimizer", LegacyTrainingConfig.optimizer(names, arrays, optimizer)));
  }

  /** Returns the values of all weights, matched by {@link #matched}. */
  static Map<WeightCell, float[]> weights(
      Functional model, FileLayerOrder order, H5Group root, String file, LoadOptions options) {
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
    WeightValues values = new WeightValues(model, options);
    Set<String> unread = new LinkedHashSet<>(inFile);
    matched(layers, inFile, options)
        .forEach(
            (layer, name) -> {
              if (unread.remove(name) || !options.byName()) {
                take(layer, cells(model, layer, order), arrays(group, name), values);
              }
            });
    for (String name : unread) {
      values.addUnread(
          Problem.of(
              "file-weight",
              name,
              "the file contains weights for this layer, which the model does not have"));
    }
    return values.finish(file);
  }

  /**
   * Returns the name in the file of each layer: its own name if the file contains all names, else
   * the one with its number, as in Keras.
   *
   * <p>If the file has more or fewer layers, explicit names must be equal, and layers with
   * automatic names, whose numbers depend on the models that a program built before, are matched by
   * their order among those of their class.
   */
  private static Map<Layer, String> matched(
      List<Layer> layers, List<String> inFile, LoadOptions options) {
    Map<Layer, String> matched = new LinkedHashMap<>();
    boolean byName =
        options.byName() || layers.stream().allMatch(layer -> inFile.contains(layer.name()));
    boolean byNumber = !byName && layers.size() == inFile.size();
    Map<String, Integer> next = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String name = byNumber ? inFile.get(i) : layer.name();
      if (!byName && !byNumber && AutomaticNames.has(layer)) {
        String base = layer.automaticName();
        int number = next.merge(base, 1, Integer::sum) - 1;
        name =
            inFile.stream()
                .filter(each -> AutomaticNames.isOf(base, each))
                .skip(number)
                .findFirst()
                .orElse(name);
      }
      matched.put(layer, name);
    }
    return matched;
  }

  /** Lists trainable weights first, including those of inner layers, as tf.keras does. */
  private static List<WeightCell> cells(Functional model, Layer layer, FileLayerOrder order) {
    List<WeightCell> all =
        layer instanceof Functional inner
            ? WeightFileGroups.cells(inner, order)
            : WeightPaths.cells(model, layer);
    List<WeightCell> cells = new ArrayList<>(all.stream().filter(WeightCell::trainable).toList());
    all.stream().filter(cell -> !cell.trainable()).forEach(cells::add);
    return cells;
  }

  private static void take(
      Layer layer, List<WeightCell> cells, List<H5Dataset> arrays, WeightValues found) {
    Map<WeightCell, float[]> values = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    if (cells.size() != arrays.size()) {
      problems.add(
          new Problem(
              "file-weight",
              layer.name(),
              cells.size() == 1 ? "1 weight" : cells.size() + " weights",
              "received " + arrays.size() + " in the file",
              ""));
    }
    for (int i = 0; problems.isEmpty() && i < cells.size(); i++) {
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
                "received " + arrays.get(i) + " in the file",
                ""));
      }
    }
    found.add(layer, values, problems);
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

  /** Returns the names in an attribute, which Keras splits into several if it is too large. */
  private static Optional<List<String>> names(H5Group group, String attribute) {
    H5Dataset complete = group.attributes().get(attribute);
    if (complete != null) {
      return Optional.of(complete.texts());
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
