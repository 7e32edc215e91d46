package dev.braid.saving;

import dev.braid.Optimizer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.engine.Network;
import dev.braid.engine.Trainer;
import dev.braid.graph.Functional;
import dev.braid.graph.WeightCell;
import dev.braid.graph.WeightPaths;
import dev.braid.layers.core.OperationLayer;
import dev.braid.layers.masks.ExplicitMask;
import dev.braid.saving.architecture.BuiltInLayers;
import dev.braid.saving.architecture.FileOrder;
import dev.braid.saving.architecture.Findings;
import dev.braid.saving.architecture.JsonText;
import dev.braid.saving.architecture.ModelMaker;
import dev.braid.saving.architecture.ModelReader;
import dev.braid.saving.architecture.ModelWriter;
import dev.braid.saving.architecture.Nesting;
import dev.braid.saving.architecture.RegistryReader;
import dev.braid.saving.archive.KerasArchive;
import dev.braid.saving.compilation.CompileReader;
import dev.braid.saving.compilation.CompileWriter;
import dev.braid.saving.compilation.OptimizerVariables;
import dev.braid.saving.hdf5.H5Group;
import dev.braid.saving.hdf5.H5Node;
import dev.braid.saving.hdf5.Hdf5;
import dev.braid.saving.weights.WeightValues;
import dev.braid.training.Compilation;
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

/** Models in Keras' files, whole or in parts. */
public final class KerasFile {
  /** The Keras whose files are written. */
  private static final String KERAS = "3.15.1";

  private static final String TYPE = ".keras";

  private KerasFile() {}

  /**
   * A model from a file with what is needed to train on.
   *
   * @param model with its weights
   * @param compilation what compile had settled, where the file has it
   */
  public record Loaded(
      Functional model, Optional<Compilation> compilation, FileOrder order, H5Group file) {
    /** Takes over the optimizer's state, once the model is compiled again. */
    public void restore(Trainer trainer) {
      file.group("optimizer")
          .ifPresent(group -> OptimizerVariables.read(model, order, trainer, group));
    }
  }

  // ---- whole models

  /** Reads a {@code .keras} file, or a whole-model {@code .h5} of older times. */
  public static Loaded load(Path file, ModelMaker maker, Registry registry, LoadLimits limits)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    FileKind kind = FileKind.of(file);
    if (kind == FileKind.HDF5) {
      return LegacyFile.load(file, maker, registry, limits);
    }
    if (kind == FileKind.OTHER) {
      throw new FileFormatException(
          name,
          "is neither a .keras file nor an .h5 file, or its beginning is damaged",
          "Model.load opens what model.save(\"….keras\") of Keras 3 or Braid wrote.");
    }
    KerasArchive archive = KerasArchive.read(file, limits);
    Map<?, ?> object = JsonText.read(archive.config(), name + ": config.json", limits);
    Findings findings = new Findings();
    ModelReader reader = new ModelReader(maker, registry, findings, limits);
    Optional<Functional> model = reader.read(object);
    Optional<Compilation> compilation =
        model.flatMap(
            made ->
                new CompileReader(made, new RegistryReader(registry), findings)
                    .read(object.get("compile_config"), name));
    findings.throwIfAny(name);
    H5Group root = Hdf5.read(archive.weights(), name + ": model.weights.h5");
    Loaded loaded = new Loaded(model.orElseThrow(), compilation, reader.order(), root);
    place(WeightValues.read(loaded.model(), loaded.order(), root, name));
    return loaded;
  }

  /** Gives weights their values before there is a network, which then takes them over. */
  static void place(Map<WeightCell, float[]> values) {
    values.forEach(
        (cell, numbers) -> {
          INDArray array =
              numbers.length == 0
                  ? Nd4j.zeros(cell.spec().shape())
                  : Nd4j.createFromArray(numbers).reshape('c', cell.spec().shape());
          cell.wrote(() -> array, null);
        });
  }

  /**
   * Writes a {@code .keras} file, whole or not at all; what it holds belongs to one step.
   *
   * @param network gives the model's network, once it is needed
   * @param trainer of a compiled model; null for others
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
              "saveWeights writes .weights.h5 files, export writes .onnx files."));
    }
    checkWritable(model);
    checkSize("save", model, name, trainer == null ? 0 : OptimizerVariables.copies(trainer));
    archive(model, network.get(), trainer).write(file);
  }

  private static KerasArchive archive(Functional model, Network network, Trainer trainer) {
    Map<String, Object> object = ModelWriter.object(model);
    Map<String, H5Node> children = new LinkedHashMap<>();
    // another thread may train the model
    network.read(
        () -> {
          FileOrder order = new FileOrder();
          children.putAll(weights(model, network, order));
          if (trainer != null) {
            Optimizer optimizer = OptimizerVariables.current(trainer);
            object.put("compile_config", CompileWriter.write(trainer.compilation(), optimizer));
            children.put("optimizer", OptimizerVariables.write(model, order, trainer));
          }
          return children;
        });
    return new KerasArchive(
        metadata(), JsonText.write(object), Hdf5.toBytes(H5Group.of(children)), Map.of());
  }

  private static String metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("keras_version", KERAS);
    metadata.put(
        "date_saved",
        LocalDateTime.now(ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss", Locale.ROOT)));
    return JsonText.write(metadata);
  }

  // ---- weights alone

  /**
   * Reads a {@code .weights.h5} file, or the weights of a {@code .keras} file.
   *
   * @return sets all weights of the model, which the file was found to fit
   */
  public static Runnable readWeights(Functional model, Supplier<Network> network, Path file)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    FileKind kind = FileKind.of(file);
    if (kind == FileKind.OTHER) {
      throw new FileFormatException(
          name,
          "is no file of weights, or its beginning is damaged",
          "loadWeights opens .weights.h5 and .keras files of Keras 3 or Braid.");
    }
    H5Group root =
        kind == FileKind.ZIP
            ? Hdf5.read(KerasArchive.read(file).weights(), name + ": model.weights.h5")
            : Hdf5.read(file);
    Map<WeightCell, float[]> values =
        LegacyFile.isLegacy(root)
            ? LegacyFile.weights(model, new FileOrder(), root, name)
            : WeightValues.read(model, new FileOrder(), root, name);
    Network net = network.get();
    List<float[]> ordered =
        net.weights().stream().map(weight -> values.get(weight.cell())).toList();
    return () -> net.assign(ordered);
  }

  /** Writes a {@code .weights.h5} file, whole or not at all. */
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
              "Keras opens weights under such names only."));
    }
    checkSize("saveWeights", model, name, 0);
    List<Problem> problems = new ArrayList<>();
    Nesting.check(model, problems);
    throwIfAny(model, problems);
    Network net = network.get();
    Hdf5.write(H5Group.of(net.read(() -> weights(model, net, new FileOrder()))), file);
  }

  /**
   * Refuses a model whose weights no file holds, before there is a network or a file.
   *
   * @param copies how many numbers an optimizer keeps for each that is trained
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
    FileSize.check(
        call + "(\"" + file + "\")",
        file,
        copies == 0 ? "weights" : "weights and optimizer state",
        bytes,
        arrays,
        "Save parts of the model, each as a model of its own: Model.inputs(…).outputs(…).");
  }

  private static Map<String, H5Node> weights(Functional model, Network network, FileOrder order) {
    Map<WeightCell, INDArray> arrays = new HashMap<>();
    network.weights().forEach(weight -> arrays.put(weight.cell(), weight.view().array()));
    Function<WeightCell, float[]> values =
        cell -> {
          INDArray array = arrays.get(cell);
          return array.length() == 0 ? new float[0] : array.dup('c').data().asFloat();
        };
    return WeightValues.write(model, order, values);
  }

  // ---- architecture alone

  /** The architecture as Keras' JSON. */
  public static String toJson(Functional model) {
    checkWritable(model);
    return JsonText.write(ModelWriter.object(model));
  }

  /** A model with fresh weights from Keras' JSON. */
  public static Functional fromJson(
      String json, ModelMaker maker, Registry registry, LoadLimits limits) {
    Findings findings = new Findings();
    Map<?, ?> object;
    try {
      object = JsonText.read(json, "the JSON text", limits);
    } catch (FileFormatException e) {
      throw StructureException.of(
          "The model cannot be read", Problem.of("file-graph", "", e.getMessage()));
    }
    ModelReader reader = new ModelReader(maker, registry, findings, limits);
    Optional<Functional> model = reader.read(object);
    findings.throwIfAny("the JSON text");
    return model.orElseThrow();
  }

  /** Refuses layers whose code no file can hold. */
  private static void checkWritable(Functional model) {
    List<Problem> problems = new ArrayList<>();
    Nesting.check(model, problems);
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
      if (layer instanceof ExplicitMask) {
        continue; // written as an argument of the calls that take the mask
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
                "received a lambda",
                "Make it a class of its own that extends CustomLayer, or save the weights alone with"
                    + " saveWeights."));
      } else if (!(layer instanceof OperationLayer)
          && !BuiltInLayers.classNames().contains(layer.className())
          && layer.module().startsWith("keras")) {
        problems.add(
            new Problem(
                "file-layer",
                at,
                "a layer that Keras has, or a module of your own",
                "received \"" + layer.className() + '"',
                "Override module() so that Python knows where to find the class."));
      }
    }
  }
}
