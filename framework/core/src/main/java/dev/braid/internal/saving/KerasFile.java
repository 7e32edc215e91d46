package dev.braid.internal.saving;

import dev.braid.Optimizer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.calls.ConstantTensor;
import dev.braid.internal.calls.OperationLayer;
import dev.braid.internal.engine.Network;
import dev.braid.internal.engine.Trainer;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.internal.masks.ExplicitMask;
import dev.braid.internal.saving.architecture.BuiltInLayers;
import dev.braid.internal.saving.architecture.FileLayerOrder;
import dev.braid.internal.saving.architecture.LoadProblems;
import dev.braid.internal.saving.architecture.ModelConfigReader;
import dev.braid.internal.saving.architecture.ModelConfigWriter;
import dev.braid.internal.saving.architecture.ModelFactory;
import dev.braid.internal.saving.architecture.NestingLimit;
import dev.braid.internal.saving.architecture.PythonJson;
import dev.braid.internal.saving.architecture.RegistryObjectReader;
import dev.braid.internal.saving.archive.FileSizeCheck;
import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.internal.saving.compilation.CompileConfigReader;
import dev.braid.internal.saving.compilation.CompileConfigWriter;
import dev.braid.internal.saving.compilation.OptimizerVariables;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.H5Node;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.internal.saving.weights.VocabularyAssets;
import dev.braid.internal.saving.weights.WeightFileCodec;
import dev.braid.internal.training.Compilation;
import dev.braid.layers.preprocessing.TextVectorization;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.LoadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads and writes models in Keras' files: whole models, weights or architectures. */
public final class KerasFile {
  /** The version of Keras whose format is written. */
  private static final String KERAS = "3.15.1";

  private static final String TYPE = ".keras";

  private KerasFile() {}

  /**
   * A loaded model with the state that is required to continue training.
   *
   * @param model the model with its weights
   * @param compilation the compile configuration, if the file contains one
   */
  public record Loaded(
      Functional model, Optional<Compilation> compilation, FileLayerOrder order, H5Group file) {
    /** Restores the optimizer's state after the model was compiled again. */
    public void restore(Trainer trainer) {
      file.group("optimizer")
          .ifPresent(group -> OptimizerVariables.read(model, order, trainer, group));
    }
  }

  // ---- whole models

  /** Reads a {@code .keras} file, or a whole-model {@code .h5} file of tf.keras 2. */
  public static Loaded load(Path file, ModelFactory factory, LoadOptions options)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    ModelFileKind kind = ModelFileKind.of(file);
    if (kind == ModelFileKind.HDF5) {
      return LegacyHdf5File.load(file, factory, options);
    }
    if (kind == ModelFileKind.OTHER) {
      throw new FileFormatException(
          name,
          "is neither a .keras file nor an .h5 file, or its beginning is damaged",
          "Pass a file that model.save(\"….keras\") of Keras 3 or Braid wrote.");
    }
    KerasArchive archive = KerasArchive.read(file, options.limits());
    Map<?, ?> object = PythonJson.read(archive.config(), name + ": config.json", options.limits());
    LoadProblems problems = new LoadProblems();
    ModelConfigReader reader = new ModelConfigReader(factory, options, problems, true);
    Optional<Functional> model = reader.read(object);
    Optional<Compilation> compilation =
        model
            .filter(made -> options.compile())
            .flatMap(
                made ->
                    new CompileConfigReader(made, new RegistryObjectReader(options.registry()))
                        .read(object.get("compile_config"), name));
    problems.throwIfAny(name);
    H5Group root = Hdf5.read(archive.weights(), name + ": model.weights.h5");
    Loaded loaded = new Loaded(model.orElseThrow(), compilation, reader.order(), root);
    setInitialValues(WeightFileCodec.read(loaded.model(), loaded.order(), root, name, options));
    VocabularyAssets.read(loaded.model(), loaded.order(), archive.assets(), root, name);
    reader.deviations().show(name);
    return loaded;
  }

  /** Sets the values of weights before a network exists, which then adopts them. */
  static void setInitialValues(Map<WeightCell, float[]> values) {
    values.forEach(
        (cell, elements) -> {
          INDArray array =
              elements.length == 0
                  ? Nd4j.zeros(cell.spec().shape())
                  : Nd4j.createFromArray(elements).reshape('c', cell.spec().shape());
          cell.wrote(() -> array, null);
        });
  }

  /**
   * Writes a {@code .keras} file atomically; its content belongs to one training step.
   *
   * @param network supplies the model's network when it is required
   * @param trainer the trainer of a compiled model; null for others
   */
  public static void save(Functional model, Supplier<Network> network, Trainer trainer, Path file)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(TYPE)) {
      throw StructureException.of(
          "save(\"" + name + "\") cannot begin",
          new Problem(
              "option",
              "path",
              "a name that ends in .keras",
              "received \"" + name + '"',
              "Rename the file, or call saveWeights for .weights.h5 and export for .onnx files."));
    }
    checkWritable(model);
    checkSize("save", model, name, trainer == null ? 0 : OptimizerVariables.copies(trainer));
    archive(model, network.get(), trainer).write(file);
  }

  private static KerasArchive archive(Functional model, Network network, Trainer trainer) {
    Map<String, Object> object = ModelConfigWriter.object(model);
    Map<String, H5Node> children = new LinkedHashMap<>();
    // another thread may train the model
    network.read(
        () -> {
          FileLayerOrder order = new FileLayerOrder();
          children.putAll(weights(model, network, order));
          if (trainer != null) {
            Optimizer optimizer = OptimizerVariables.current(trainer);
            object.put(
                "compile_config", CompileConfigWriter.write(trainer.compilation(), optimizer));
            children.put("optimizer", OptimizerVariables.write(model, order, trainer));
          }
          return children;
        });
    return new KerasArchive(
        metadata(),
        PythonJson.write(object),
        Hdf5.toBytes(H5Group.of(children)),
        VocabularyAssets.write(model, new FileLayerOrder()));
  }

  private static String metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("keras_version", KERAS);
    metadata.put(
        "date_saved",
        LocalDateTime.now(ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss", Locale.ROOT)));
    return PythonJson.write(metadata);
  }

  // ---- weights only

  /**
   * Reads a {@code .weights.h5} file, the files of a {@code .weights.json} file, or the weights of
   * a {@code .keras} file.
   *
   * @return an action that sets the weights of the model; the file was already validated
   */
  public static Runnable readWeights(
      Functional model, Supplier<Network> network, Path file, LoadOptions options)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    ModelFileKind kind = ModelFileKind.of(file);
    if (kind == ModelFileKind.OTHER && !ShardedWeightFile.hasName(name)) {
      throw new FileFormatException(
          name,
          "is not a weights file, or its beginning is damaged",
          "Pass a .weights.h5 or .keras file of Keras 3 or Braid.");
    }
    H5Group root =
        switch (kind) {
          case ZIP -> Hdf5.read(KerasArchive.read(file).weights(), name + ": model.weights.h5");
          case HDF5 -> Hdf5.read(file);
          case OTHER -> ShardedWeightFile.read(file, options.limits());
        };
    Map<WeightCell, float[]> values =
        LegacyHdf5File.isLegacy(root)
            ? LegacyHdf5File.weights(model, new FileLayerOrder(), root, name, options)
            : WeightFileCodec.read(model, new FileLayerOrder(), root, name, options);
    Network net = network.get();
    List<float[]> ordered =
        net.weights().stream().map(weight -> values.get(weight.cell())).toList();
    return () -> net.assign(ordered);
  }

  /** Writes a {@code .weights.h5} file atomically. */
  public static void saveWeights(Functional model, Supplier<Network> network, Path file)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(".weights.h5")) {
      throw StructureException.of(
          "saveWeights(\"" + name + "\") cannot begin",
          new Problem(
              "option",
              "path",
              "a name that ends in .weights.h5",
              "received \"" + name + '"',
              "Rename the file: Keras loads weights only from files with that extension."));
    }
    checkSize("saveWeights", model, name, 0);
    List<Problem> problems = new ArrayList<>();
    NestingLimit.check(model, problems);
    throwIfAny(model, problems);
    Network net = network.get();
    Hdf5.write(H5Group.of(net.read(() -> weights(model, net, new FileLayerOrder()))), file);
  }

  /**
   * Refuses a model whose weights do not fit into a file, before a network or a file is created.
   *
   * @param copies how many values the optimizer keeps for each trainable element
   */
  private static void checkSize(String call, Functional model, String file, int copies) {
    Set<WeightCell> cells = new HashSet<>();
    model.layers().forEach(layer -> cells.addAll(WeightPaths.cells(model, layer)));
    double bytes = 0;
    long arrays = 0;
    for (WeightCell cell : cells) {
      int held = 1 + (cell.trainable() ? copies : 0);
      bytes += (double) Float.BYTES * cell.spec().length() * held;
      arrays += held;
    }
    FileSizeCheck.check(
        call + "(\"" + file + "\")",
        file,
        copies == 0 ? "weights" : "weights and optimizer state",
        bytes,
        arrays,
        "Split the model and save each submodel separately: Model.inputs(…).outputs(…).");
  }

  private static Map<String, H5Node> weights(
      Functional model, Network network, FileLayerOrder order) {
    Map<WeightCell, INDArray> arrays = new HashMap<>();
    network.weights().forEach(weight -> arrays.put(weight.cell(), weight.view().array()));
    Function<WeightCell, float[]> values =
        cell -> {
          INDArray array = arrays.get(cell);
          return array.length() == 0 ? new float[0] : array.dup('c').data().asFloat();
        };
    return WeightFileCodec.write(model, order, values);
  }

  // ---- architecture only

  /** Returns the architecture as Keras' JSON. */
  public static String toJson(Functional model) {
    checkWritable(model);
    return PythonJson.write(ModelConfigWriter.object(model));
  }

  /** Creates a model with fresh weights from Keras' JSON. */
  public static Functional fromJson(String json, ModelFactory factory, LoadOptions options) {
    LoadProblems problems = new LoadProblems();
    Map<?, ?> object;
    try {
      object = PythonJson.read(json, "the JSON text", options.limits());
    } catch (FileFormatException e) {
      throw StructureException.of(
          "The model cannot be read", Problem.of("file-graph", "", e.getMessage()));
    }
    ModelConfigReader reader = new ModelConfigReader(factory, options, problems, false);
    Optional<Functional> model = reader.read(object);
    problems.throwIfAny("the JSON text");
    reader.deviations().show("the JSON text");
    return model.orElseThrow();
  }

  /** Refuses layers whose code cannot be written to a file. */
  private static void checkWritable(Functional model) {
    List<Problem> problems = new ArrayList<>();
    NestingLimit.check(model, problems);
    if (problems.isEmpty()) {
      unwritable(model, "", problems);
    }
    throwIfAny(model, problems);
  }

  private static void throwIfAny(Functional model, List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new StructureException(
          "The model \"" + model.name() + "\" cannot be written", problems);
    }
  }

  private static void unwritable(Functional model, String path, List<Problem> problems) {
    for (var layer : model.layers()) {
      if (layer instanceof ExplicitMask || layer instanceof ConstantTensor) {
        continue; // written as an argument of calls
      }
      String at = path.isEmpty() ? layer.name() : path + "/" + layer.name();
      if (layer instanceof Functional inner) {
        unwritable(inner, at, problems);
      } else if (layer.className().equals("Lambda")) {
        problems.add(
            new Problem(
                "file-layer",
                at,
                "layers without code",
                "received a lambda layer",
                "Replace it by a class that extends CustomLayer, or save only the weights with"
                    + " saveWeights."));
      } else if (layer instanceof TextVectorization words && words.hasCode()) {
        problems.add(
            new Problem(
                "file-layer",
                at,
                "layers without code",
                "received a TextVectorization with a function of the program",
                "Standardize texts before they enter the model, or use one of Keras' kinds:"
                    + " standardize(\"lower\")."));
      } else if (!(layer instanceof OperationLayer)
          && !BuiltInLayers.classNames().contains(layer.className())
          && layer.module().startsWith("keras")) {
        problems.add(
            new Problem(
                "file-layer",
                at,
                "a layer of Keras, or a custom layer with a custom module",
                "received \"" + layer.className() + '"',
                "Override module() so that Python can find the class."));
      }
    }
  }
}
