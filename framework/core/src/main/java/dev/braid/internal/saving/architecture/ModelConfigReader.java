package dev.braid.internal.saving.architecture;

import dev.braid.Initializer;
import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.config.Configured;
import dev.braid.config.CustomNames;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.text.Nearest;
import dev.braid.notices.Notices;
import dev.braid.saving.LoadOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates models and layers from Keras' objects and collects all problems. */
public final class ModelConfigReader {
  private static final Set<String> FUNCTIONAL = Set.of("Functional", "Model");

  private final ModelFactory factory;
  private final ObjectReader reader;
  private final LoadProblems problems;
  private final FileLayerOrder order = new FileLayerOrder();
  private final FileDeviations deviations = new FileDeviations();
  private final LayerBudget budget;
  private final Map<Object, Layer> shared = new HashMap<>();
  private final Map<Functional, Long> applications = new IdentityHashMap<>();
  private final Set<Functional> graphs = Collections.newSetFromMap(new IdentityHashMap<>());
  private String path = "";
  private int depth;

  /**
   * Creates a reader for one file.
   *
   * @param factory creates its models
   * @param options the registry, and the limits on the number of layers
   * @param withWeights whether the file contains the weights, so that initializers have no effect
   */
  public ModelConfigReader(
      ModelFactory factory, LoadOptions options, LoadProblems problems, boolean withWeights) {
    this.factory = factory;
    this.reader =
        new RegistryObjectReader(
            options.registry(), this::nested, withWeights ? this::substituted : null);
    this.problems = problems;
    this.budget = new LayerBudget(options.limits().layers());
  }

  Functional model(List<Tensor> inputs, List<Tensor> outputs) {
    return factory.create(inputs, outputs);
  }

  /** Returns the order of layers in the file. */
  public FileLayerOrder order() {
    return order;
  }

  /** Returns what the model does differently from Keras. */
  public FileDeviations deviations() {
    return deviations;
  }

  private void substituted(Class<?> type, Configured option) {
    if (type != Initializer.class) {
      deviations.option(type, option, path);
    }
  }

  /** Reads a model; returns empty if there are problems. */
  public Optional<Functional> read(Map<?, ?> object) {
    if (!isModel(object) && !isSubclass(object)) {
      problems.layer(
          "",
          "a Functional or a Sequential model",
          "received the class \"" + object.get("class_name") + "\"",
          "Rebuild it in Python as keras.Model(inputs, outputs) and copy its weights with"
              + " set_weights: a file does not contain the code of a subclass.");
      return Optional.empty();
    }
    Optional<Functional> model = model(object, "");
    model.ifPresent(read -> IntegerInputCheck.find(read, "", problems));
    return model.filter(read -> problems.isEmpty());
  }

  static boolean isModel(Map<?, ?> object) {
    return (FUNCTIONAL.contains(String.valueOf(object.get("class_name")))
            || "Sequential".equals(object.get("class_name")))
        && object.get("config") instanceof Map;
  }

  /**
   * Returns whether an object is a model of a custom Python class whose graph of layers is in the
   * file.
   */
  private static boolean isSubclass(Map<?, ?> object) {
    return object.get("config") instanceof Map<?, ?> config
        && config.get("layers") instanceof List
        && (isGraph(config) || config.containsKey("build_input_shape"));
  }

  private static boolean isGraph(Map<?, ?> config) {
    return config.containsKey("input_layers") && config.containsKey("output_layers");
  }

  private Optional<Functional> model(Map<?, ?> object, String at) {
    if (depth > NestingLimit.MAX_DEPTH) {
      problems.graph(at, "models are nested more than " + NestingLimit.MAX_DEPTH + " levels deep");
      return Optional.empty();
    }
    depth++;
    try {
      return build(object, at);
    } finally {
      depth--;
    }
  }

  private Optional<Functional> build(Map<?, ?> object, String at) {
    Config config = Config.fromMap((Map<?, ?>) object.get("config"));
    String className = String.valueOf(object.get("class_name"));
    boolean custom = !isModel(object);
    boolean sequential = custom ? !isGraph(config.map()) : "Sequential".equals(className);
    Optional<Functional> read =
        sequential
            ? new SequentialConfigReader(this, problems, at).read(config)
            : new FunctionalConfigReader(this, problems, at).read(config);
    read.ifPresent(model -> freeze(model, config));
    if (custom) {
      read.ifPresent(model -> noteClass(model, className));
    }
    return read;
  }

  private void noteClass(Functional model, String className) {
    order.note(model, order.layers(model), className);
    Notices.show(
        "file-model-class",
        "The model \""
            + model.name()
            + "\" is of the Python class \""
            + className
            + "\": it is opened as the graph of layers in the file, without methods of the class"
            + " such as train_step or call. Compare its predictions with Python's.");
  }

  private void freeze(Functional model, Config config) {
    if (Boolean.FALSE.equals(config.get("trainable"))) {
      LayerState.of(model).trainable(false);
      model.layers().forEach(layer -> LayerState.of(layer).trainable(false));
    }
  }

  /** Records a finished model and how many layers it expands to. */
  void finished(Functional model, List<Layer> inFile, String className) {
    order.note(model, inFile, className);
    if (className.equals("Functional")) {
      graphs.add(model);
    }
    long count = 0;
    for (var node : Topology.of(model).nodes()) {
      count += applications(node.layer());
    }
    applications.put(model, count);
  }

  /** Returns true for a Functional model, false for a Sequential one. */
  boolean isGraph(Functional model) {
    return graphs.contains(model);
  }

  /** Returns whether a model may expand to this number of layer applications. */
  boolean mayExpand(long count) {
    return budget.allowsApplications(count);
  }

  /** Returns how many layers one application of a layer expands to. */
  long applications(Layer layer) {
    return layer instanceof Functional model ? applications.getOrDefault(model, 1L) : 1;
  }

  /** Reads a layer of a model at a path; returns empty if there are problems. */
  Optional<Layer> layer(Map<?, ?> object, String name, String at) {
    if (!budget.addLayer()) {
      problems.graph(at, "the file describes more layers than LoadLimits allow");
      return Optional.empty();
    }
    String before = path;
    path = at;
    try {
      Layer layer = nested(object);
      Layer named = name.equals(layer.name()) ? layer : renamed(layer, name);
      UnsupportedOptionCheck.find(object, named, at, problems, deviations);
      return Optional.of(named);
    } catch (UnreadableLayerException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      problems.refused(at, e);
      return Optional.empty();
    } finally {
      path = before;
    }
  }

  /** Renames a layer, which creates another layer with the same properties. */
  private Layer renamed(Layer layer, String name) {
    Layer other = layer.name(name);
    if (layer instanceof Functional before && other instanceof Functional after) {
      order.note(after, order.layers(before), order.className(before));
      applications.put(after, applications(before));
      if (graphs.contains(before)) {
        graphs.add(after);
      }
    }
    return other;
  }

  /** Thrown if a layer cannot be created; the reason is among the problems. */
  private static final class UnreadableLayerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableLayerException() {
      super("see the problems", null, false, false);
    }
  }

  /** Creates a layer that may be nested in another one: a model, a shared layer or any other. */
  private Layer nested(Object written) {
    Config object = BuiltInLayers.object(written, reader);
    Object id = object.get("shared_object_id");
    if (id != null && shared.containsKey(id)) {
      return shared.get(id);
    }
    Layer made = make(object);
    if (id != null) {
      shared.put(id, made);
    }
    return made;
  }

  private Layer make(Config object) {
    Map<String, Object> written = object.map();
    if (isModel(written)) {
      return model(written, path).orElseThrow(UnreadableLayerException::new);
    }
    Optional<Layer> registered = reader.readRegistered(Layer.class, written);
    if (registered.isPresent()) {
      return registered.get();
    }
    if (isSubclass(written)) {
      return model(written, path).orElseThrow(UnreadableLayerException::new);
    }
    String className = object.text("class_name", "");
    if (!BuiltInLayers.classNames().contains(className)
        || CustomNames.isCustom(object.get("registered_name"))) {
      unknown(className, object);
      throw new UnreadableLayerException();
    }
    return BuiltInLayers.readBuiltIn(object);
  }

  private void unknown(String className, Config object) {
    if (className.equals("Lambda")) {
      problems.unknown(
          path,
          className,
          "layers without code",
          "the class \"Lambda\", which holds Python code",
          () ->
              "Build the model in Java with lambda(\"name\", …) in its place and load the weights"
                  + " with loadWeights: code from a file is never run.");
      return;
    }
    if (className.endsWith("OpLambda")) {
      problems.unknown(
          path,
          className,
          "layers",
          "the class \"" + className + "\", an operation of TensorFlow",
          () ->
              "In Python write a layer for it, such as keras.layers.Add for +, and save the model"
                  + " again.");
      return;
    }
    LayerSkeleton skeleton =
        new LayerSkeleton(className, object.nested("config").orElseGet(Config::new));
    String options = String.join(", ", skeleton.options());
    problems.unknown(
        path,
        Family.nameOf(object.map()),
        "layers that Braid supports",
        "the class \"" + className + '"' + (options.isEmpty() ? "" : " with " + options),
        () -> advice(className, Family.nameOf(object.map()), skeleton));
  }

  private static String advice(String className, String name, LayerSkeleton skeleton) {
    String near =
        Nearest.to(className, new ArrayList<>(BuiltInLayers.classNames()))
            .filter(known -> !known.equals(className))
            .map(known -> "Did Python mean \"" + known + "\"? Otherwise register")
            .orElse("Register");
    return near
        + " a Java class for it: Model.load(path, Registry.empty().layer(\""
        + name
        + "\", "
        + skeleton.creation()
        + ")), with a class such as\n"
        + skeleton.source();
  }
}
