package dev.braid.saving.weights;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Functional;
import dev.braid.graph.LayerState;
import dev.braid.graph.WeightCell;
import dev.braid.saving.architecture.FileOrder;
import dev.braid.saving.hdf5.H5Dataset;
import dev.braid.saving.hdf5.H5Group;
import dev.braid.saving.hdf5.H5Node;
import dev.braid.saving.hdf5.H5Type;
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
public final class WeightValues {
  /** The state of Keras' random numbers, which Braid draws in its own way. */
  private static final String CHANCE = "seed_generator";

  private final H5Group root;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> found = new HashMap<>();

  private WeightValues(H5Group root) {
    this.root = root;
  }

  /**
   * Reads the values of all weights; nothing is set before all were found to fit.
   *
   * @param file what to call the file in messages
   */
  public static Map<WeightCell, float[]> read(
      Functional model, FileOrder order, H5Group root, String file) {
    WeightValues reading = new WeightValues(root);
    Map<WeightCell, float[]> values = reading.readAll(WeightPlaces.of(model, order));
    if (!reading.problems.isEmpty()) {
      throw new StructureException(
          "The weights in \"" + file + "\" do not fit the model \"" + model.name() + '"',
          reading.problems);
    }
    return values;
  }

  private Map<WeightCell, float[]> readAll(List<WeightPlaces.Place> places) {
    Map<WeightCell, float[]> values = new LinkedHashMap<>();
    Set<String> read = new HashSet<>();
    for (WeightPlaces.Place place : places) {
      String path = pathInFile(place);
      found.put(place.path(), path);
      read.add(join(path, "vars"));
      List<WeightCell> cells = LayerState.of(place.layer()).cells();
      checkCount(place, path, cells.size());
      for (int i = 0; i < cells.size(); i++) {
        WeightCell cell = cells.get(i);
        String at = path + "/vars/" + i;
        Optional<H5Dataset> dataset = root.dataset(at);
        if (dataset.isEmpty()) {
          problems.add(
              Problem.of(
                  "file-weight",
                  place.layer().name() + "/" + cell.spec().name(),
                  "the file has no \"" + at + "\""));
        } else if (check(place, cell, dataset.get())) {
          values.put(cell, dataset.get().floats());
        }
      }
    }
    root.group("layers").ifPresent(layers -> findUnread(layers, "layers", read));
    return values;
  }

  /** A layer that was saved with more weights, such as a bias, is another layer. */
  private void checkCount(WeightPlaces.Place place, String path, int count) {
    int inFile = root.group(path + "/vars").map(vars -> vars.children().size()).orElse(0);
    if (inFile > count) {
      problems.add(
          new Problem(
              "file-weight",
              place.layer().name(),
              count == 1 ? "1 weight" : count + " weights",
              "the file has " + inFile,
              "Build the layer with the options that it was saved with, such as useBias."));
    }
  }

  /** Weights of layers that the model lacks. */
  private void findUnread(H5Group group, String path, Set<String> read) {
    for (Map.Entry<String, H5Node> entry : group.children().entrySet()) {
      String at = path + "/" + entry.getKey();
      if (!(entry.getValue() instanceof H5Group inner) || entry.getKey().equals(CHANCE)) {
        continue;
      }
      if (entry.getKey().equals("vars") && !inner.children().isEmpty() && !read.contains(at)) {
        String name = inner.text("name").orElse(path);
        problems.add(
            Problem.of(
                "file-weight",
                name,
                "the file has weights of this layer in \""
                    + path
                    + "\", the model has no such layer"));
      }
      findUnread(inner, at, read);
    }
  }

  private boolean check(WeightPlaces.Place place, WeightCell cell, H5Dataset dataset) {
    long[] shape = Arrays.stream(dataset.shape()).asLongStream().toArray();
    boolean fits = Arrays.equals(shape, cell.spec().shape()) && dataset.type() != H5Type.STRING;
    if (!fits) {
      problems.add(
          new Problem(
              "file-weight",
              place.layer().name() + "/" + cell.spec().name(),
              "the shape " + Arrays.toString(cell.spec().shape()),
              "the file has " + dataset,
              ""));
    }
    return fits;
  }

  /**
   * The group of a layer: where Keras counts it, or else the one that carries the layer's name,
   * since a model may have been built in another order, or of a Sequential, when the file was
   * written.
   */
  private String pathInFile(WeightPlaces.Place place) {
    String parent = place.parent();
    String at = found.getOrDefault(parentLayer(parent), parentLayer(parent));
    String container = join(at, parent.substring(parentLayer(parent).length()));
    String path = join(container, place.group());
    if (!place.inModel()) {
      return path;
    }
    String name = place.layer().name();
    Function<H5Group, Boolean> named =
        group ->
            group.group("vars").flatMap(vars -> vars.text("name")).filter(name::equals).isPresent();
    boolean here = root.group(path).filter(named::apply).isPresent();
    if (here) {
      return path;
    }
    for (Map.Entry<String, H5Node> entry :
        root.group(container).map(H5Group::children).orElse(Map.of()).entrySet()) {
      if (entry.getValue() instanceof H5Group group && named.apply(group)) {
        return join(container, entry.getKey());
      }
    }
    return path;
  }

  /** The path of the layer that a path to its parts begins with. */
  private static String parentLayer(String parent) {
    return parent.endsWith("/layers")
        ? parent.substring(0, parent.length() - "/layers".length())
        : parent.equals("layers") ? "" : parent;
  }

  private static String join(String path, String more) {
    String rest = more.startsWith("/") ? more.substring(1) : more;
    return path.isEmpty() ? rest : rest.isEmpty() ? path : path + "/" + rest;
  }

  /** Writes all weights as Keras does, each below its layer's group. */
  public static Map<String, H5Node> write(
      Functional model, FileOrder order, Function<WeightCell, float[]> values) {
    Tree tree = new Tree();
    for (WeightPlaces.Place place : WeightPlaces.of(model, order)) {
      Tree vars = tree.at(place.path()).at("vars");
      vars.name = WeightPlaces.nameOf(place.layer());
      List<WeightCell> cells = LayerState.of(place.layer()).cells();
      for (int i = 0; i < cells.size(); i++) {
        int[] shape =
            Arrays.stream(cells.get(i).spec().shape()).mapToInt(Math::toIntExact).toArray();
        vars.data.put(String.valueOf(i), H5Dataset.of(values.apply(cells.get(i)), shape));
      }
    }
    return tree.children();
  }

  /** A group under construction. */
  private static final class Tree {
    private final Map<String, Tree> groups = new LinkedHashMap<>();
    private final Map<String, H5Node> data = new LinkedHashMap<>();
    private String name;

    Tree at(String path) {
      Tree tree = this;
      for (String part : path.split("/", -1)) {
        if (!part.isEmpty()) {
          tree = tree.groups.computeIfAbsent(part, any -> new Tree());
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
