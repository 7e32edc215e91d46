package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.config.CustomNames;
import dev.braid.config.Family;
import dev.braid.config.Nearest;
import dev.braid.config.ObjectReader;
import dev.braid.graph.Functional;
import dev.braid.graph.LayerState;
import dev.braid.graph.Topology;
import dev.braid.notices.Notices;
import dev.braid.saving.LoadLimits;
import dev.braid.saving.Registry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes models and layers from Keras' objects, with whatever is wrong gathered on the way. */
public final class ModelReader {
  private static final Set<String> FUNCTIONAL = Set.of("Functional", "Model");

  /** Layers of Keras that Braid has outside of graphs, since they read texts or learn from data. */
  private static final Set<String> BEFORE_THE_GRAPH =
      Set.of("TextVectorization", "StringLookup", "IntegerLookup", "Discretization");

  private final ModelMaker maker;
  private final ObjectReader reader;
  private final Findings findings;
  private final FileOrder order = new FileOrder();
  private final Budget budget;
  private final Map<Object, Layer> shared = new HashMap<>();
  private final Map<Functional, Long> applications = new IdentityHashMap<>();
  private final Set<Functional> graphs = Collections.newSetFromMap(new IdentityHashMap<>());
  private String path = "";
  private int depth;

  /**
   * A reader of one file.
   *
   * @param maker makes the models in it
   * @param limits how many layers it may describe and unfold to
   */
  public ModelReader(ModelMaker maker, Registry registry, Findings findings, LoadLimits limits) {
    this.maker = maker;
    this.reader = new RegistryReader(registry, this::inside);
    this.findings = findings;
    this.budget = new Budget(limits.layers());
  }

  Functional model(List<Tensor> inputs, List<Tensor> outputs) {
    return maker.make(inputs, outputs);
  }

  /** The order of layers in what was read. */
  public FileOrder order() {
    return order;
  }

  /** The model that an object describes; empty where something was found. */
  public Optional<Functional> read(Map<?, ?> object) {
    if (!isModel(object) && !isSubclass(object)) {
      findings.layer(
          "",
          "a Functional or a Sequential model",
          "received the class \"" + object.get("class_name") + "\"",
          "Rebuild it in Python as keras.Model(inputs, outputs) and copy its weights with"
              + " set_weights; code of a subclass is in no file.");
      return Optional.empty();
    }
    Optional<Functional> model = model(object, "");
    model.ifPresent(read -> IntegerInputs.find(read, "", findings));
    return model.filter(read -> findings.none());
  }

  static boolean isModel(Map<?, ?> object) {
    return (FUNCTIONAL.contains(String.valueOf(object.get("class_name")))
            || "Sequential".equals(object.get("class_name")))
        && object.get("config") instanceof Map;
  }

  /**
   * True for a model of the user's Python class whose graph of layers is in the file all the same.
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
    if (depth > Nesting.MOST) {
      findings.graph(at, "models stand more than " + Nesting.MOST + " deep inside each other");
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
    boolean own = !isModel(object);
    boolean sequential = own ? !isGraph(config.map()) : "Sequential".equals(className);
    Optional<Functional> read =
        sequential
            ? new SequentialReader(this, findings, at).read(config)
            : new GraphReader(this, findings, at).read(config);
    read.ifPresent(model -> freeze(model, config));
    if (own) {
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

  /** Notes a finished model and how many layers it unfolds to. */
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

  /** True for a Functional model, false for a Sequential one. */
  boolean isGraph(Functional model) {
    return graphs.contains(model);
  }

  /** Whether a model may be unfolded into so many applications of layers. */
  boolean mayUnfold(long count) {
    return budget.applications(count);
  }

  /** How many layers one application of this one comes to. */
  long applications(Layer layer) {
    return layer instanceof Functional model ? applications.getOrDefault(model, 1L) : 1;
  }

  /** The layer that an object describes, in a model at a path; empty where something was found. */
  Optional<Layer> layer(Map<?, ?> object, String name, String at) {
    if (!budget.layer()) {
      findings.graph(at, "the file describes more layers than Braid opens");
      return Optional.empty();
    }
    String before = path;
    path = at;
    try {
      Layer layer = inside(object);
      Layer named = name.equals(layer.name()) ? layer : renamed(layer, name);
      LostOptions.find(object, named, at, findings);
      return Optional.of(named);
    } catch (Unreadable e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      findings.refused(at, e);
      return Optional.empty();
    } finally {
      path = before;
    }
  }

  /** Another name makes another layer, about which the same is known. */
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

  /** Says that a layer could not be made and that the findings hold the reason. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("see the findings", null, false, false);
    }
  }

  /** Makes a layer that may stand inside another one: a model, a shared layer or any other. */
  private Layer inside(Object written) {
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
      return model(written, path).orElseThrow(Unreadable::new);
    }
    Optional<Layer> registered = reader.readRegistered(Layer.class, written);
    if (registered.isPresent()) {
      return registered.get();
    }
    if (isSubclass(written)) {
      return model(written, path).orElseThrow(Unreadable::new);
    }
    String className = object.text("class_name", "");
    if (!BuiltInLayers.classNames().contains(className)
        || CustomNames.isCustom(object.get("registered_name"))) {
      unknown(className, object);
      throw new Unreadable();
    }
    return BuiltInLayers.readBuiltIn(object);
  }

  private void unknown(String className, Config object) {
    if (findings.full()) {
      findings.count();
      return;
    }
    String received = "received the class \"" + className + '"';
    if (className.equals("Lambda")) {
      findings.layer(
          path,
          "layers without code",
          received + ", which holds Python code",
          "Code from a file is never run. Build the model in Java, with lambda(\"name\", …) in its"
              + " place, and take the weights over with loadWeights.");
      return;
    }
    if (BEFORE_THE_GRAPH.contains(className)) {
      findings.layer(
          path,
          "layers that compute with numbers in the graph",
          received + ", which in Braid prepares data before it",
          "In Python save the part behind it: keras.Model(model.get_layer(\""
              + path.substring(path.lastIndexOf('/') + 1)
              + "\").output, model.output). In Java make the same ids with dev.braid.layers.preprocessing."
              + className
              + (className.equals("Discretization")
                  ? ", from the bin_boundaries in the file's config.json."
                  : "; its vocabulary is in the file, which is a zip, below assets/."));
      return;
    }
    if (className.endsWith("OpLambda")) {
      findings.layer(
          path,
          "layers",
          received + ", an operation of TensorFlow",
          "In Python write a layer for it, such as keras.layers.Add for +, and save the model"
              + " again.");
      return;
    }
    String name = Family.nameOf(object.map());
    String near =
        Nearest.to(className, new ArrayList<>(BuiltInLayers.classNames()))
            .filter(known -> !known.equals(className))
            .map(known -> " Did Python mean \"" + known + "\"?")
            .orElse("");
    findings.layer(
        path,
        "layers that Braid knows",
        received,
        "Register a Java class for it: Model.load(path, Registry.empty().layer(\""
            + name
            + "\", config -> …))."
            + near);
  }
}
