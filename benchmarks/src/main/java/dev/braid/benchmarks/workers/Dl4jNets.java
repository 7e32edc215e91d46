package dev.braid.benchmarks.workers;

import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The workloads in idiomatic Deeplearning4j. */
final class Dl4jNets {
  private static final String SECOND = "_alone";

  private Dl4jNets() {}

  static ComputationGraphConfiguration of(Workload workload, WorkloadSize size) {
    return switch (workload.name()) {
      case "mlp" -> mlp(size);
      case "lenet" -> lenet(size);
      case "lstm" -> lstm(size);
      case "image_text" -> imageText(size);
      case "two_texts" -> twoTexts(size);
      case "bigru" ->
          throw new UnsupportedWorkloadException("has no GRU, and its LSTM ignores masks");
      case "resnet20" -> resnet20(size);
      case "transformer" ->
          throw new UnsupportedWorkloadException(
              "has no layer normalization, and its attention's gradients are twice too large");
      case "embedding_average" -> embeddingAverage(size);
      case "small" -> small(size);
      case "wide_deep" -> wideDeep(size);
      default -> throw new UnsupportedWorkloadException("does not support " + workload);
    };
  }

  private static GraphBuilder graph(String... inputs) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Adam(1e-3, 0.9, 0.999, 1e-7))
        .weightInit(WeightInit.XAVIER)
        .graphBuilder()
        .addInputs(inputs);
  }

  private static DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.RELU).build();
  }

  private static OutputLayer label(int in, int classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(in)
        .nOut(classes)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static ConvolutionLayer conv(int filters, int kernel) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .nOut(filters)
        .activation(Activation.RELU)
        .build();
  }

  private static SubsamplingLayer halved() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  private static ComputationGraphConfiguration mlp(WorkloadSize s) {
    int u = s.wide(512);
    return graph("x")
        .addLayer("first", dense(784, u), "x")
        .addLayer("second", dense(u, u), "first")
        .addLayer("label", label(u, 10), "second")
        .setOutputs("label")
        .build();
  }

  private static ComputationGraphConfiguration lenet(WorkloadSize s) {
    int u = s.wide(500);
    return graph("image")
        .addLayer("first", conv(s.wide(20), 5), "image")
        .addLayer("first_half", halved(), "first")
        .addLayer("second", conv(s.wide(50), 5), "first_half")
        .addLayer("second_half", halved(), "second")
        .addLayer(
            "hidden",
            new DenseLayer.Builder().nOut(u).activation(Activation.RELU).build(),
            "second_half")
        .addLayer("label", label(u, 10), "hidden")
        .setOutputs("label")
        .setInputTypes(InputType.convolutional(28, 28, 1))
        .build();
  }

  /** Adds a text's embedding, LSTM and last step, named {@code read_<text>}. */
  private static GraphBuilder reading(
      GraphBuilder graph, String text, int vocabulary, WorkloadSize s) {
    int u = s.wide(64);
    return graph
        .addLayer(
            "embedded_" + text,
            new EmbeddingSequenceLayer.Builder().nIn(vocabulary).nOut(u).build(),
            text)
        .addLayer(
            "steps_" + text,
            new LSTM.Builder().nIn(u).nOut(u).activation(Activation.TANH).build(),
            "embedded_" + text)
        .addVertex("read_" + text, new LastTimeStepVertex(text), "steps_" + text);
  }

  private static ComputationGraphConfiguration lstm(WorkloadSize s) {
    int d = s.wide(128);
    return reading(graph("text"), "text", 1000, s)
        .addLayer("hidden", dense(s.wide(64), d), "read_text")
        .addLayer("label", label(d, 10), "hidden")
        .setOutputs("label")
        .build();
  }

  private static ComputationGraphConfiguration imageText(WorkloadSize s) {
    int c = s.wide(32);
    int d = s.wide(128);
    ConvolutionLayer conv = conv(c, 3);
    conv.setNIn(3);
    return reading(graph("image", "text"), "text", 1000, s)
        .addLayer("seen", conv, "image")
        .addLayer(
            "image_features",
            dense(62 * 62 * c, d),
            new CnnToFeedForwardPreProcessor(62, 62, c),
            "seen")
        .addLayer("words", dense(s.wide(64), d), "read_text")
        .addVertex("both", new MergeVertex(), "image_features", "words")
        .addLayer("label", label(2 * d, 10), "both")
        .setOutputs("label")
        .build();
  }

  private static ComputationGraphConfiguration twoTexts(WorkloadSize s) {
    int u = s.wide(64);
    GraphBuilder graph = reading(graph("title", "body"), "title", 5000, s);
    return reading(graph, "body", 5000, s)
        .addVertex("both", new MergeVertex(), "read_title", "read_body")
        .addLayer("hidden", dense(2 * u, u), "both")
        .addLayer("label", label(u, 4), "hidden")
        .setOutputs("label")
        .build();
  }

  private static GraphBuilder convolved(
      GraphBuilder graph, String name, String from, int filters, int kernel, int strides) {
    return graph
        .addLayer(
            name + "_conv",
            new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(filters)
                .stride(strides, strides)
                .convolutionMode(ConvolutionMode.Same)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build(),
            from)
        .addLayer(
            name,
            new BatchNormalization.Builder()
                .eps(1e-3)
                .decay(0.99)
                .activation(Activation.IDENTITY)
                .build(),
            name + "_conv");
  }

  private static ActivationLayer relu() {
    return new ActivationLayer.Builder().activation(Activation.RELU).build();
  }

  private static ComputationGraphConfiguration resnet20(WorkloadSize s) {
    GraphBuilder graph = convolved(graph("image"), "stem", "image", s.wide(16), 3, 1);
    graph.addLayer("stem_relu", relu(), "stem");
    String x = "stem_relu";
    for (int stage = 0; stage < 3; stage++) {
      int filters = s.wide(16 << stage);
      for (int block = 0; block < 3; block++) {
        String name = "block_" + stage + block;
        int strides = stage > 0 && block == 0 ? 2 : 1;
        convolved(graph, name + "_a", x, filters, 3, strides);
        graph.addLayer(name + "_a_relu", relu(), name + "_a");
        convolved(graph, name + "_b", name + "_a_relu", filters, 3, 1);
        String shortcut = x;
        if (strides > 1) {
          shortcut = name + "_c";
          convolved(graph, shortcut, x, filters, 1, strides);
        }
        graph.addVertex(
            name + "_sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "_b", shortcut);
        graph.addLayer(name, relu(), name + "_sum");
        x = name;
      }
    }
    return graph
        .addLayer("average", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), x)
        .addLayer("label", label(s.wide(64), 10), "average")
        .setOutputs("label")
        .setInputTypes(InputType.convolutional(32, 32, 3))
        .build();
  }

  private static ComputationGraphConfiguration embeddingAverage(WorkloadSize s) {
    int u = s.wide(64);
    return graph("text")
        .addLayer(
            "embedded", new EmbeddingSequenceLayer.Builder().nIn(50000).nOut(u).build(), "text")
        .addLayer("average", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "embedded")
        .addLayer("label", label(u, 10), "average")
        .setOutputs("label")
        .build();
  }

  private static ComputationGraphConfiguration small(WorkloadSize s) {
    int u = s.wide(64);
    return graph("a", "b")
        .addVertex("both", new MergeVertex(), "a", "b")
        .addLayer("first", dense(32, u), "both")
        .addLayer("second", dense(u, u), "first")
        .addLayer("label", label(u, 10), "second")
        .setOutputs("label")
        .build();
  }

  /** The name of the second input of a column, since one input cannot feed two embeddings. */
  private static String secondInput(String column) {
    return column + SECOND;
  }

  /** The data column of a net's input. */
  static String column(String input) {
    return input.endsWith(SECOND) ? input.substring(0, input.length() - SECOND.length()) : input;
  }

  private static ComputationGraphConfiguration wideDeep(WorkloadSize s) {
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < 26; c++) {
      columns.add("column_" + c);
    }
    List<String> inputs = new ArrayList<>(columns);
    columns.forEach(column -> inputs.add(secondInput(column)));
    GraphBuilder graph = graph(inputs.toArray(String[]::new));
    for (String column : columns) {
      graph.addLayer(column + "_deep", embedding(s.wide(16)), column);
      graph.addLayer(column + "_wide", embedding(1), secondInput(column));
    }
    int a = s.wide(256);
    int b = s.wide(128);
    graph
        .addVertex(
            "all", new MergeVertex(), columns.stream().map(c -> c + "_deep").toArray(String[]::new))
        .addLayer("first", dense(26 * s.wide(16), a), "all")
        .addLayer("second", dense(a, b), "first")
        .addLayer(
            "deep",
            new DenseLayer.Builder().nIn(b).nOut(1).activation(Activation.IDENTITY).build(),
            "second");
    List<String> summands = new ArrayList<>(List.of("deep"));
    columns.forEach(c -> summands.add(c + "_wide"));
    return graph
        .addVertex(
            "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), summands.toArray(String[]::new))
        .addLayer(
            "label",
            new LossLayer.Builder(LossFunction.XENT).activation(Activation.SIGMOID).build(),
            "sum")
        .setOutputs("label")
        .build();
  }

  private static EmbeddingLayer embedding(int units) {
    return new EmbeddingLayer.Builder()
        .nIn(1000)
        .nOut(units)
        .activation(Activation.IDENTITY)
        .build();
  }
}
