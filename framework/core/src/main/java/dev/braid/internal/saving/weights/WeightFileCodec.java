package dev.braid.internal.saving.weights;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.saving.architecture.FileLayerOrder;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.H5Node;
import dev.braid.internal.saving.hdf5.H5Type;
import dev.braid.layers.preprocessing.SavedVocabulary;
import dev.braid.saving.LoadOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads and writes the groups of weights in Keras' HDF5 files. */
public final class WeightFileCodec {
  /** The state of Keras' random generators, which Braid does not use. */
  private static final String SEED_GENERATOR = "seed_generator";

  /** The path of a layer whose name is not in the file. */
  private static final String MISSING = "missing";

  private final H5Group root;
  private final WeightValues values;
  private final Map<String, String> found = new HashMap<>();
  private final Set<String> renumbered = new HashSet<>();
  private List<Problem> problems = new ArrayList<>();

  private WeightFileCodec(H5Group root, WeightValues values) {
    this.root = root;
    this.values = values;
  }

  /**
   * Reads the values of all weights and checks that all of them fit before any is set.
   *
   * @param file the name of the file in messages
   * @param options how weights are matched
   */
  public static Map<WeightCell, float[]> read(
      Functional model, FileLayerOrder order, H5Group root, String file, LoadOptions options) {
    WeightValues values = new WeightValues(model, options);
    new WeightFileCodec(root, values).readAll(WeightFileGroups.of(model, order));
    return values.finish(file);
  }

  private void readAll(List<WeightFileGroups.LayerGroup> groups) {
    findRenumbered(groups);
    Set<String> read = new HashSet<>();
    for (WeightFileGroups.LayerGroup group : groups) {
      String path = pathInFile(group);
      found.put(group.path(), path);
      VocabularyAssets.groups(group.layer()).forEach(inner -> read.add(join(path + inner, "vars")));
      List<WeightCell> cells = LayerState.of(group.layer()).cells();
      if (values.byName() && root.group(path).isEmpty()) {
        continue;
      }
      read.add(join(path, "vars"));
      problems = new ArrayList<>();
      checkCount(group, path, cells.size());
      Map<WeightCell, float[]> layer = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        WeightCell cell = cells.get(i);
        String at = path + "/vars/" + i;
        Optional<H5Dataset> dataset = root.dataset(at);
        if (dataset.isEmpty()) {
          problems.add(
              Problem.of(
                  "file-weight",
                  group.layer().name() + "/" + cell.spec().name(),
                  '"' + at + "\" is missing from the file"));
        } else if (check(group, cell, dataset.get())) {
          layer.put(cell, dataset.get().floats());
        }
      }
      if (!cells.isEmpty() || !problems.isEmpty()) {
        values.add(group.layer(), layer, problems);
      }
    }
    if (!values.ignoresUnread()) {
      root.group("layers").ifPresent(layers -> findUnread(layers, "layers", read));
    }
  }

  /** Refuses a layer that was saved with more weights, such as a bias. */
  private void checkCount(WeightFileGroups.LayerGroup group, String path, int count) {
    int inFile =
        root.group(path + "/vars")
            .map(H5Group::children)
            .map(vars -> vars.size() - (vars.containsKey(VocabularyAssets.IDF) ? 1 : 0))
            .orElse(0);
    if (inFile > count) {
      problems.add(
          new Problem(
              "file-weight",
              group.layer().name(),
              count == 1 ? "1 weight" : count + " weights",
              "received " + inFile + " in the file",
              "Build the layer with the options that it was saved with, such as useBias."));
    }
  }

  /** Finds weights of layers that the model does not have. */
  private void findUnread(H5Group group, String path, Set<String> read) {
    for (Map.Entry<String, H5Node> entry : group.children().entrySet()) {
      String at = path + "/" + entry.getKey();
      if (!(entry.getValue() instanceof H5Group inner) || entry.getKey().equals(SEED_GENERATOR)) {
        continue;
      }
      if (entry.getKey().equals("vars") && !inner.children().isEmpty() && !read.contains(at)) {
        String name = inner.text("name").orElse(path);
        values.addUnread(
            Problem.of(
                "file-weight",
                name,
                "the file contains weights for this layer in \""
                    + path
                    + "\", which the model does not have"));
      }
      findUnread(inner, at, read);
    }
  }

  private boolean check(WeightFileGroups.LayerGroup group, WeightCell cell, H5Dataset dataset) {
    long[] shape = Arrays.stream(dataset.shape()).asLongStream().toArray();
    boolean fits = Arrays.equals(shape, cell.spec().shape()) && dataset.type() != H5Type.STRING;
    if (!fits) {
      problems.add(
          new Problem(
              "file-weight",
              group.layer().name() + "/" + cell.spec().name(),
              "the shape " + Arrays.toString(cell.spec().shape()),
              "received " + dataset + " in the file",
              ""));
    }
    return fits;
  }

  /**
   * Finds the models with automatic names that the file does not contain: their numbers depend on
   * what a program built before, so that names of the file belong to other layers.
   */
  private void findRenumbered(List<WeightFileGroups.LayerGroup> groups) {
    Map<String, Set<String>> names = new HashMap<>();
    for (WeightFileGroups.LayerGroup group : groups) {
      Layer layer = group.layer();
      boolean isNumbered =
          group.inModel() && !LayerState.of(layer).cells().isEmpty() && AutomaticNames.has(layer);
      if (isNumbered
          && !names.computeIfAbsent(group.parent(), this::namesInFile).contains(layer.name())) {
        renumbered.add(group.parent());
      }
    }
  }

  private Set<String> namesInFile(String container) {
    Set<String> names = new HashSet<>();
    for (H5Node node : root.group(container).map(H5Group::children).orElse(Map.of()).values()) {
      if (node instanceof H5Group group) {
        group.group("vars").flatMap(vars -> vars.text("name")).ifPresent(names::add);
      }
    }
    return names;
  }

  /**
   * Returns the group of a layer: the one with the layer's number, or else the one with the layer's
   * name, since the model in the file may have been built in another order, or as a Sequential.
   */
  private String pathInFile(WeightFileGroups.LayerGroup group) {
    String parent = group.parent();
    String at = found.getOrDefault(parentLayer(parent), parentLayer(parent));
    String container = join(at, parent.substring(parentLayer(parent).length()));
    String path = join(container, group.group());
    boolean hasOwnNumber =
        !values.byName()
            && AutomaticNames.has(group.layer())
            && renumbered.contains(group.parent());
    if (!group.inModel() || hasOwnNumber) {
      return path;
    }
    String name = group.layer().name();
    Function<H5Group, Boolean> named =
        candidate ->
            candidate
                .group("vars")
                .flatMap(vars -> vars.text("name"))
                .filter(name::equals)
                .isPresent();
    boolean here = root.group(path).filter(named::apply).isPresent();
    if (here) {
      return path;
    }
    for (Map.Entry<String, H5Node> entry :
        root.group(container).map(H5Group::children).orElse(Map.of()).entrySet()) {
      if (entry.getValue() instanceof H5Group candidate && named.apply(candidate)) {
        return join(container, entry.getKey());
      }
    }
    return values.byName() ? MISSING : path;
  }

  /** Returns the path of the layer at the beginning of a path to its inner layers. */
  private static String parentLayer(String parent) {
    return parent.endsWith("/layers")
        ? parent.substring(0, parent.length() - "/layers".length())
        : parent.equals("layers") ? "" : parent;
  }

  private static String join(String path, String more) {
    String rest = more.startsWith("/") ? more.substring(1) : more;
    return path.isEmpty() ? rest : rest.isEmpty() ? path : path + "/" + rest;
  }

  /** Writes all weights as Keras does, each in its layer's group. */
  public static Map<String, H5Node> write(
      Functional model, FileLayerOrder order, Function<WeightCell, float[]> values) {
    GroupBuilder tree = new GroupBuilder();
    for (WeightFileGroups.LayerGroup group : WeightFileGroups.of(model, order)) {
      GroupBuilder vars = tree.at(group.path()).at("vars");
      vars.name = WeightFileGroups.nameOf(group.layer());
      List<WeightCell> cells = LayerState.of(group.layer()).cells();
      for (int i = 0; i < cells.size(); i++) {
        int[] shape =
            Arrays.stream(cells.get(i).spec().shape()).mapToInt(Math::toIntExact).toArray();
        vars.data.put(String.valueOf(i), H5Dataset.of(values.apply(cells.get(i)), shape));
      }
      if (group.layer() instanceof SavedVocabulary layer) {
        addVocabulary(tree.at(group.path()), group.layer(), layer);
      }
    }
    return tree.children();
  }

  private static void addVocabulary(GroupBuilder tree, Layer layer, SavedVocabulary vocabulary) {
    for (String inner : VocabularyAssets.groups(layer)) {
      GroupBuilder vars = tree.at(inner).at("vars");
      vars.name = WeightFileGroups.nameOf(layer);
      if (vocabulary.savesIdfWeights()) {
        float[] idf = vocabulary.savedIdfWeights();
        vars.data.put(VocabularyAssets.IDF, H5Dataset.of(idf, idf.length));
      }
    }
  }

  /** Builds a group. */
  private static final class GroupBuilder {
    private final Map<String, GroupBuilder> groups = new LinkedHashMap<>();
    private final Map<String, H5Node> data = new LinkedHashMap<>();
    private String name;

    GroupBuilder at(String path) {
      GroupBuilder tree = this;
      for (String part : path.split("/", -1)) {
        if (!part.isEmpty()) {
          tree = tree.groups.computeIfAbsent(part, any -> new GroupBuilder());
        }
      }
      return tree;
    }

    Map<String, H5Node> children() {
      Map<String, H5Node> children = new LinkedHashMap<>(data);
      groups.forEach((key, group) -> children.put(key, group.finished()));
      return children;
    }

    private H5Group finished() {
      return new H5Group(name == null ? Map.of() : Map.of("name", H5Dataset.of(name)), children());
    }
  }
}
