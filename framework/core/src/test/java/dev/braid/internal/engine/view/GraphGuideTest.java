package dev.braid.internal.engine.view;

import static dev.braid.Braid.*;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.ops.Ops;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The tables of deeplearning4j.md say what works on {@code model.graph()} and what is refused. */
class GraphGuideTest {
  private static final Path GUIDE = Path.of("../../src/docs/deeplearning4j.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final String SAME = "the same";

  private final DataSet data = new DataSet(Nd4j.rand(DataType.FLOAT, 6, 4), labels());
  private final InputType type = InputType.feedForward(4);
  @TempDir Path folder;

  private static INDArray labels() {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 6, 2);
    for (int i = 0; i < 6; i++) {
      labels.putScalar(i, i % 2, 1);
    }
    return labels;
  }

  private static Model described() {
    Tensor in = input("in", 4);
    return Model.inputs(in)
        .outputs(in.then(dense(8, RELU).name("hidden")).then(dense(2, SOFTMAX).name("label")));
  }

  private static ComputationGraph compiled() {
    Model model = described();
    model.compile(adam(0.01), categoricalCrossentropy());
    return model.graph();
  }

  private DataSetIterator batches() {
    return new ListDataSetIterator<>(data.asList(), 3);
  }

  private File file() {
    return folder.resolve("graph.zip").toFile();
  }

  private static TransferLearning.GraphBuilder edited(ComputationGraph graph) {
    return new TransferLearning.GraphBuilder(graph)
        .removeVertexAndConnections("label/output")
        .removeVertexAndConnections("label")
        .addLayer(
            "more",
            new OutputLayer.Builder().nIn(8).nOut(2).activation(Activation.SOFTMAX).build(),
            "hidden")
        .setOutputs("more");
  }

  /** The first and the second cell of each row of the table under a heading. */
  private static List<String[]> rows(String heading) throws IOException {
    String guide = Files.readString(GUIDE);
    String section = guide.substring(guide.indexOf("## " + heading)).split("\n## ")[0];
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
        .toList();
  }

  private static Set<String> codes(List<String[]> rows) {
    Set<String> codes = new LinkedHashSet<>();
    rows.forEach(row -> CODE.matcher(row[0]).results().forEach(code -> codes.add(code.group(1))));
    return codes;
  }

  private Map<String, ThrowingCallable> refused() {
    ComputationGraph graph = compiled();
    ComputationGraph before = described().graph();
    ComputationGraph copy = graph.clone();
    GraphVertex vertex = graph.getConfiguration().getVertices().get("hidden");
    return Map.ofEntries(
        entry(
            "`getLearningRate(\"hidden\")` before `model.compile`",
            () -> before.getLearningRate("hidden")),
        entry("`score(data)` before `model.compile`", () -> before.score(data)),
        entry("`fit(data)` before `model.compile`", () -> before.fit(data)),
        entry("`copy.fit(data)`", () -> copy.fit(data)),
        entry("`copy.score(data)`", () -> copy.score(data)),
        entry(
            "`edited.fit(data)` without `setFeatureExtractor`",
            () -> edited(graph).build().fit(data)),
        entry(
            "`setFeatureExtractor(\"label/output\")`",
            () ->
                new TransferLearning.GraphBuilder(graph)
                    .setFeatureExtractor("label/output")
                    .build()),
        entry(
            "`ModelSerializer.restoreComputationGraph(file)` with operations or custom layers",
            this::restoreAnOperation),
        entry("`score(data, true)`", () -> graph.score(data, true)),
        entry("`scoreExamples(data, true)`", () -> graph.scoreExamples(data, true)),
        entry("`setLearningRate(\"hidden\", rate)`", () -> graph.setLearningRate("hidden", 0.1)),
        entry(
            "`setLearningRate(schedule)`",
            () -> graph.setLearningRate(new ExponentialSchedule(ScheduleType.EPOCH, 0.1, 0.9))),
        entry("`layerSize(\"hidden\")`", () -> graph.layerSize("hidden")),
        entry("`layerInputSize(\"hidden\")`", () -> graph.layerInputSize("hidden")),
        entry("`rnnTimeStep(steps)` with recurrent layers", GraphGuideTest::stepOfRecurrent),
        entry("`getMemoryReport(type)` of a vertex", () -> vertex.getMemoryReport(type)),
        entry("`getOutputType(0, type)` of a vertex", () -> vertex.getOutputType(0, type)),
        entry("`getLearningRate(\"hiden\")`", () -> graph.getLearningRate("hiden")),
        entry("`layerSize(\"hiden\")`", () -> graph.layerSize("hiden")),
        entry("`getParam(\"hidden_W\")`", () -> graph.getParam("hidden_W")));
  }

  private void restoreAnOperation() throws IOException {
    Tensor in = input("in", 3, 4);
    Model model = Model.inputs(in).outputs(Ops.mean(in, 1));
    ModelSerializer.writeModel(model.graph(), file(), false);
    ModelSerializer.restoreComputationGraph(file());
  }

  private static void stepOfRecurrent() {
    Tensor in = input("in", 5, 2);
    Model.inputs(in).outputs(in.then(lstm(3))).graph().rnnTimeStep(Nd4j.rand(1, 5, 2));
  }

  @Test
  void should_refuse_with_the_message_of_the_table() throws IOException {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>(refused());
    String message = "";
    for (String[] row : rows("What is refused")) {
      message = row[1].equals(SAME) ? message : row[1].substring(1, row[1].length() - 1);
      for (String call : row[0].split(", (?=`)")) {
        ThrowingCallable run = calls.remove(call);
        assertThat(run).as(call).isNotNull();
        Throwable thrown = catchThrowable(run);
        assertThat(thrown).as(call).isNotNull();
        assertThat(thrown.getMessage().lines().map(String::strip)).as(call).contains(message);
      }
    }
    assertThat(calls).as("missing in the table").isEmpty();
  }

  private Map<String, ThrowingCallable> working() {
    ComputationGraph graph = compiled();
    INDArray x = data.getFeatures();
    return Map.ofEntries(
        entry("output", () -> graph.output(x)),
        entry("outputSingle", () -> graph.outputSingle(x)),
        entry("feedForward", () -> graph.feedForward(x, false)),
        entry("model.predict", () -> {}),
        entry("fit(DataSet)", () -> graph.fit(data)),
        entry("fit(iterator, epochs)", () -> graph.fit(batches(), 2)),
        entry("evaluate", () -> graph.evaluate(batches())),
        entry("evaluateRegression", () -> graph.evaluateRegression(batches())),
        entry("evaluateROC", () -> graph.evaluateROC(batches(), 0)),
        entry("doEvaluation", () -> graph.doEvaluation(batches(), new Evaluation(), new ROC())),
        entry("score(data)", () -> graph.score(data)),
        entry("score()", graph::score),
        entry("getIterationCount()", () -> graph.getConfiguration().getIterationCount()),
        entry("getEpochCount()", () -> graph.getConfiguration().getEpochCount()),
        entry("calcRegularizationScore(true)", () -> graph.calcRegularizationScore(true)),
        entry("summary()", graph::summary),
        entry("memoryInfo(batchSize)", () -> graph.memoryInfo(6)),
        entry("getLearningRate(\"layer\")", () -> graph.getLearningRate("hidden")),
        entry("setLearningRate(rate)", () -> graph.setLearningRate(0.1)),
        entry("params()", graph::params),
        entry("setParams(all)", () -> graph.setParams(graph.params().dup())),
        entry("paramTable()", graph::paramTable),
        entry("getParam(\"label_kernel\")", () -> graph.getParam("label_kernel")),
        entry(
            "setParam(\"label_kernel\", array)",
            () -> graph.setParam("label_kernel", Nd4j.rand(DataType.FLOAT, 8, 2))),
        entry("gradient()", () -> gradients(graph)),
        entry("computeGradientAndScore()", () -> gradients(graph)),
        entry("clone()", graph::clone),
        entry("save(file)", () -> graph.save(file())),
        entry("ModelSerializer", () -> ModelSerializer.writeModel(graph, file(), true)),
        entry("setListeners(listener)", () -> graph.setListeners(List.of())),
        entry("addListeners(listener)", graph::addListeners),
        // by GraphCallsTest and TransferTest
        entry("EarlyStoppingGraphTrainer", () -> {}),
        entry("TransferLearning.GraphBuilder", () -> edited(graph).build().output(x)));
  }

  private void gradients(ComputationGraph graph) {
    graph.setInputs(data.getFeatures());
    graph.setLabels(data.getLabels());
    graph.computeGradientAndScore();
    Map<String, INDArray> found = graph.gradient().gradientForVariable();
    assertThat(found)
        .containsOnlyKeys("hidden_kernel", "hidden_bias", "label_kernel", "label_bias");
    assertThat(found.get("label_bias").norm2Number().doubleValue()).isPositive();
  }

  @Test
  void should_run_what_the_table_says_that_works() throws Throwable {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>(working());
    List<String> missing = new ArrayList<>();
    for (String code : codes(rows("What works on model.graph()"))) {
      ThrowingCallable run = calls.remove(code);
      if (run == null) {
        missing.add(code);
      } else {
        run.call();
      }
    }
    assertThat(missing).as("without a call in this test").isEmpty();
    assertThat(calls.keySet()).as("missing in the table").containsOnly("model.predict");
  }
}
