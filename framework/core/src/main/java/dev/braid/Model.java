package dev.braid;

import dev.braid.config.Config;
import dev.braid.internal.data.feeds.DataArguments;
import dev.braid.internal.engine.Network;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.GraphRules;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.internal.layers.ModelCloner;
import dev.braid.internal.plots.ModelDescription;
import dev.braid.internal.plots.ModelPlot;
import dev.braid.internal.plots.SummaryText;
import dev.braid.internal.saving.KerasFile;
import dev.braid.internal.saving.architecture.KerasGraph;
import dev.braid.internal.saving.architecture.ModelConfigWriter;
import dev.braid.internal.saving.architecture.ModelFactory;
import dev.braid.internal.saving.onnx.OnnxExport;
import dev.braid.internal.shapes.Sizes;
import dev.braid.internal.training.progress.StandardOutput;
import dev.braid.saving.LoadOptions;
import dev.braid.saving.Registry;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** A graph of layers from inputs to outputs, which can be trained, saved, and used as a layer. */
public final class Model extends Functional {
  private static final ModelFactory MAKER = (inputs, outputs) -> new Model(inputs, outputs, true);

  private ModelRuntime runtime = new ModelRuntime(this);

  /** The inputs of a model whose outputs are not given yet. */
  public static final class Inputs {
    private final List<Tensor> inputs;
    private final boolean unusedAllowed;

    private Inputs(List<Tensor> inputs, boolean unusedAllowed) {
      this.inputs = inputs;
      this.unusedAllowed = unusedAllowed;
    }

    /** Accepts inputs that no output depends on, as models of Keras' files may have them. */
    public Inputs allowUnused() {
      return new Inputs(inputs, true);
    }

    public Model outputs(Tensor... outputs) {
      return outputs(List.of(outputs));
    }

    public Model outputs(List<Tensor> outputs) {
      return new Model(inputs, outputs, unusedAllowed);
    }
  }

  private Model(List<Tensor> inputs, List<Tensor> outputs, boolean unusedAllowed) {
    super(inputs, outputs, unusedAllowed, KerasGraph::ordered);
  }

  public static Inputs inputs(Tensor... inputs) {
    return inputs(List.of(inputs));
  }

  public static Inputs inputs(List<Tensor> inputs) {
    return new Inputs(inputs, false);
  }

  // ---- weights

  /** The number of values in all weights. */
  public long countParams() {
    Set<WeightCell> cells = new LinkedHashSet<>();
    layers().forEach(layer -> cells.addAll(WeightPaths.cells(this, layer)));
    return Sizes.sum(cells.stream().mapToLong(cell -> cell.spec().length()).toArray());
  }

  /** The weights in Keras' order. */
  public List<Weight> weights() {
    return runtime.weights();
  }

  /**
   * The weights of one layer, including those of layers inside it.
   *
   * @param path the name of a layer; for a layer inside another one, the names from the outside to
   *     the inside: {@code encoder/dense}
   */
  public List<Weight> layerWeights(String path) {
    return runtime.weights(WeightPaths.at(this, path));
  }

  /** Sets all weights: one array each, in the order of {@link #weights()}. */
  public void setWeights(List<?> arrays) {
    runtime.setWeights(arrays);
  }

  /** Freezes layers by name at once; no compile is needed. */
  public void freeze(String... layerNames) {
    trainable("freeze", false, layerNames);
  }

  /** Lets layers train again. */
  public void unfreeze(String... layerNames) {
    trainable("unfreeze", true, layerNames);
  }

  private void trainable(String call, boolean on, String... layerNames) {
    if (layerNames.length == 0) {
      throw GraphRules.noNames(this, call);
    }
    List<Layer> named = Arrays.stream(layerNames).map(this::layer).toList();
    runtime.change(call, () -> named.forEach(layer -> LayerState.of(layer).trainable(on)));
  }

  // ---- training

  /** Compiles a model with one output: loss, then metrics. */
  public void compile(Optimizer optimizer, Loss loss, Metric... metrics) {
    if (outputNames().size() != 1) {
      throw StructureException.of(
          "compile does not fit the model \"" + this.name() + "\"",
          new Problem(
              "output-without-loss",
              "",
              "one line an output, since there are " + outputNames().size(),
              "received one loss",
              "Write compile(optimizer, output(\"" + outputNames().get(0) + "\").loss(…), …)."));
    }
    compile(optimizer, Objective.output(outputNames().get(0)).loss(loss).metrics(metrics));
  }

  /** Compiles a model: one line an output. */
  public void compile(Optimizer optimizer, Objective... outputs) {
    runtime.compile(optimizer, List.of(outputs));
  }

  /** Trains for one epoch. */
  public History fit(Object x, Object y) {
    return fit(x, y, Fit.forEpochs(1));
  }

  /** Trains on arrays: one, a list in the model's order, or a map by name. */
  public History fit(Object x, Object y, Fit options) {
    return runtime.fit(DataArguments.of(x, y, options.sampleWeight()), options);
  }

  /** Trains for one epoch on data that contains targets. */
  public History fit(Object data) {
    return fit(data, Fit.forEpochs(1));
  }

  /** Trains on data that contains targets: a batch, batches, or DL4J's iterators. */
  public History fit(Object data, Fit options) {
    return runtime.fit(DataArguments.together(data, options.sampleWeight()), options);
  }

  /** Measures losses and metrics. */
  public Logs evaluate(Object x, Object y) {
    return evaluate(x, y, Eval.defaults());
  }

  public Logs evaluate(Object x, Object y, Eval options) {
    return runtime.evaluate(DataArguments.of(x, y, options.sampleWeight()), options);
  }

  public Logs evaluate(Object data) {
    return evaluate(data, Eval.defaults());
  }

  public Logs evaluate(Object data, Eval options) {
    return runtime.evaluate(DataArguments.together(data, options.sampleWeight()), options);
  }

  /** Predicts; any number of threads may call it at once. */
  public Outputs predict(Object x) {
    return predict(x, Eval.defaults());
  }

  public Outputs predict(Object x, Eval options) {
    return runtime.predict(x, options);
  }

  /** Makes one update; the logs are those of this batch. */
  public Logs trainOnBatch(Object x, Object y) {
    return trainOnBatch(x, y, null);
  }

  public Logs trainOnBatch(Object x, Object y, @Nullable Object sampleWeight) {
    return runtime.trainOnBatch(DataArguments.ofArrays(x, y, sampleWeight));
  }

  public Logs testOnBatch(Object x, Object y) {
    return testOnBatch(x, y, null);
  }

  public Logs testOnBatch(Object x, Object y, @Nullable Object sampleWeight) {
    return runtime.testOnBatch(DataArguments.ofArrays(x, y, sampleWeight));
  }

  public Outputs predictOnBatch(Object x) {
    return runtime.predictOnBatch(x);
  }

  /** Lets stateful layers start from zeros at the next batch. */
  public void resetStates() {
    layers().forEach(layer -> LayerState.of(layer).forget(layer));
  }

  // ---- summary and plot

  /** Keras' table of layers. */
  public String summaryText() {
    return summaryText(false, false);
  }

  /**
   * Keras' table of layers.
   *
   * @param showTrainable whether a column shows which layers are trainable
   * @param expandNested whether the layers of nested models have separate rows
   */
  public String summaryText(boolean showTrainable, boolean expandNested) {
    return summaryText(summaryOptions(showTrainable, expandNested));
  }

  /** Keras' table of layers, with the rows and columns that the options select. */
  public String summaryText(SummaryOptions options) {
    return summary(options, StandardCharsets.UTF_8);
  }

  /** Prints Keras' table of layers. */
  public void summary() {
    summary(false);
  }

  /** Prints the table, with a column that shows which layers are trainable if requested. */
  public void summary(boolean showTrainable) {
    summary(showTrainable, false);
  }

  /** Prints the table, with separate rows for the layers of nested models if requested. */
  public void summary(boolean showTrainable, boolean expandNested) {
    summary(summaryOptions(showTrainable, expandNested));
  }

  /** Prints the table, with the rows and columns that the options select. */
  public void summary(SummaryOptions options) {
    StandardOutput.print(charset -> summary(options, charset));
  }

  private static SummaryOptions summaryOptions(boolean showTrainable, boolean expandNested) {
    return SummaryOptions.defaults().showTrainable(showTrainable).expandNested(expandNested);
  }

  private String summary(SummaryOptions options, Charset charset) {
    return SummaryText.of(ModelDescription.table(this)).options(options).in(charset).text();
  }

  /** Draws the graph into a .svg, .png, .dot or .mmd file; nested models are drawn open. */
  public void plot(Path file) {
    ModelPlot.write(ModelDescription.diagram(this), file);
  }

  /** The ComputationGraph over the same weights: the way out to everything DL4J can do. */
  public ComputationGraph graph() {
    return runtime.network().graph();
  }

  Network network() {
    return runtime.network();
  }

  // ---- files

  /** Writes a Keras 3 file, {@code .keras}: architecture, weights, compilation, optimizer state. */
  public void save(Path file) throws IOException {
    runtime.save(file);
  }

  /** Opens a file that Keras or Braid wrote; training can continue where it stopped. */
  public static Model load(Path file) throws IOException {
    return load(file, Registry.empty());
  }

  /** The same with Java classes for the custom objects in it. */
  public static Model load(Path file, Registry registry) throws IOException {
    return load(file, LoadOptions.defaults().registry(registry));
  }

  /** The same with options, such as whether the file's compile configuration is used. */
  public static Model load(Path file, LoadOptions options) throws IOException {
    KerasFile.Loaded loaded = KerasFile.load(file, MAKER, options);
    Model model = (Model) loaded.model();
    loaded.compilation().ifPresent(found -> loaded.restore(model.runtime.load(found)));
    return model;
  }

  /** True after compile, and after loading a file with a compile configuration. */
  public boolean isCompiled() {
    return runtime.trainer() != null;
  }

  /** Writes the weights alone, {@code .weights.h5}. */
  public void saveWeights(Path file) throws IOException {
    KerasFile.saveWeights(this, this::network, file);
  }

  /** Sets all weights from a {@code .weights.h5} or {@code .keras} file of a model built alike. */
  public void loadWeights(Path file) throws IOException {
    loadWeights(file, LoadOptions.defaults());
  }

  /** The same with options: for a part of the layers, by their names or where they fit. */
  public void loadWeights(Path file, LoadOptions options) throws IOException {
    runtime.change("loadWeights", KerasFile.readWeights(this, this::network, file, options));
  }

  /** Writes what the model computes when it predicts, for other runtimes: {@code .onnx}. */
  public void export(Path file) throws IOException {
    OnnxExport.write(this, this::network, file);
  }

  /** The architecture in Keras' JSON. */
  public String toJson() {
    return KerasFile.toJson(this);
  }

  /** A model with fresh weights from Keras' JSON. */
  public static Model fromJson(String json) {
    return fromJson(json, Registry.empty());
  }

  /** The same with Java classes for the custom objects in it. */
  public static Model fromJson(String json, Registry registry) {
    return fromJson(json, LoadOptions.defaults().registry(registry));
  }

  /** The same with options. */
  public static Model fromJson(String json, LoadOptions options) {
    return (Model) KerasFile.fromJson(json, MAKER, options);
  }

  // ---- copies

  /**
   * A model of the same architecture with new weights that is not compiled, as {@code
   * keras.models.clone_model} makes it. Names, frozen layers and sharing between layers are those
   * of this model.
   */
  public Model cloneModel() {
    return (Model) ModelCloner.copy(this, MAKER::create);
  }

  // ---- as a layer

  @Override
  public Model name(@Nullable String name) {
    Model copy = (Model) copy(name, true);
    copy.runtime = new ModelRuntime(copy);
    return copy;
  }

  @Override
  public Config config() {
    return ModelConfigWriter.config(this);
  }

  @Override
  protected void describe(Config config) {
    config().map().forEach(config::put);
  }
}
