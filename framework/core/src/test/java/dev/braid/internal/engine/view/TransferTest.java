package dev.braid.internal.engine.view;

import static dev.braid.Braid.RELU;
import static dev.braid.Braid.SOFTMAX;
import static dev.braid.Braid.add;
import static dev.braid.Braid.categoricalCrossentropy;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static dev.braid.Braid.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.Tensor;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.transferlearning.TransferLearningHelper;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J's TransferLearning edits graphs of models. */
class TransferTest {
  private final INDArray x = Nd4j.rand(DataType.FLOAT, 6, 4);
  private final INDArray y = Nd4j.eye(3).castTo(DataType.FLOAT);
  private final DataSet data = new DataSet(x, Nd4j.vstack(y, y));
  @TempDir Path folder;

  private static ComputationGraph graph() {
    Tensor in = input("in", 4);
    Tensor hidden = in.then(dense(8, RELU).name("hidden"));
    Tensor left = hidden.then(dense(5).name("left")).then(dense(6).name("deeper"));
    Tensor right = hidden.then(dense(6).name("right"));
    Model model = Model.inputs(in).outputs(add(left, right).then(dense(3, SOFTMAX).name("label")));
    model.compile(sgd(0.1), categoricalCrossentropy());
    return model.graph();
  }

  private static OutputLayer layer(int inputs) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(inputs)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .updater(new Sgd(0.1))
        .build();
  }

  /** A new layer in place of the last. */
  private static TransferLearning.GraphBuilder withNewEnd(ComputationGraph graph) {
    return new TransferLearning.GraphBuilder(graph)
        .removeVertexAndConnections("label/output")
        .removeVertexAndConnections("label")
        .addLayer("more", layer(6), "add")
        .setOutputs("more");
  }

  private static INDArray features(ComputationGraph graph, INDArray x) {
    return graph.feedForward(x, false).get("add");
  }

  @Test
  void should_keep_the_weights_of_a_graph_that_is_not_edited() {
    ComputationGraph graph = graph();
    INDArray expected = graph.output(x)[0];
    for (ComputationGraph each :
        List.of(
            new TransferLearning.GraphBuilder(graph).setFeatureExtractor("hidden").build(),
            new TransferLearning.GraphBuilder(graph)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder().seed(1).build())
                .build())) {
      assertThat(each.output(x)[0]).isEqualTo(expected);
    }
  }

  @Test
  void should_keep_the_weights_of_layers_that_stay() throws Exception {
    ComputationGraph graph = graph();
    File file = folder.resolve("graph.zip").toFile();
    ModelSerializer.writeModel(graph, file, false);
    INDArray expected = features(graph, x);
    assertThat(expected.norm2Number().doubleValue()).isPositive();
    for (ComputationGraph each :
        List.of(graph, graph.clone(), ModelSerializer.restoreComputationGraph(file))) {
      ComputationGraph edited = withNewEnd(each).build();
      assertThat(features(edited, x)).isEqualTo(expected);
      assertThat(edited.output(x)[0].shape()).containsExactly(6, 3);
    }
    ComputationGraph both =
        new TransferLearning.GraphBuilder(graph)
            .addLayer("more", layer(8), "hidden")
            .setOutputs("label/output", "more")
            .build();
    assertThat(both.output(x)[0]).isEqualTo(graph.output(x)[0]);
  }

  @Test
  void should_train_new_layers_behind_frozen_ones() {
    ComputationGraph graph = graph();
    INDArray before = graph.params().dup();
    ComputationGraph edited = withNewEnd(graph).setFeatureExtractor("add").build();
    double loss = edited.score(data);
    INDArray weights = edited.getLayer("more").params().dup();
    for (int i = 0; i < 20; i++) {
      edited.fit(data);
    }
    assertThat(edited.score(data)).isLessThan(loss);
    assertThat(edited.getLayer("more").params()).isNotEqualTo(weights);
    assertThat(features(edited, x)).isEqualTo(features(graph, x));
    assertThat(graph.params()).isEqualTo(before);
  }

  @Test
  void should_refuse_to_train_layers_that_are_not_frozen() {
    ComputationGraph edited = withNewEnd(graph()).build();
    INDArray before = edited.params().dup();
    assertThatThrownBy(() -> edited.fit(data))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "DL4J cannot train a copy of the layer \"add\": freeze it, setFeatureExtractor(\"add\"),"
                + " or build a model on model.tensor(\"name\") and call its fit.");
    assertThat(edited.params()).isEqualTo(before);
  }

  @Test
  void should_give_features_to_the_transfer_learning_helper() {
    ComputationGraph graph = graph();
    var found =
        new TransferLearningHelper(graph, "add").featurize(new MultiDataSet(x, data.getLabels()));
    assertThat(found.getFeatures(0)).isEqualTo(features(graph, x));
  }

  @Test
  void should_begin_with_random_weights_where_there_is_a_configuration_alone() {
    String json = graph().getConfiguration().toJson();
    ComputationGraph fresh = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
    fresh.init();
    assertThat(fresh.paramTable().get("hidden_kernel").norm2Number().doubleValue())
        .isGreaterThan(0.1);
    assertThat(fresh.paramTable().get("hidden_bias").norm2Number().doubleValue()).isZero();
  }
}
