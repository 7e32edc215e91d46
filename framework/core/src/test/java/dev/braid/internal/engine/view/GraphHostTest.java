package dev.braid.internal.engine.view;

import static dev.braid.Braid.TANH;
import static dev.braid.Braid.batchNormalization;
import static dev.braid.Braid.bidirectional;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.elu;
import static dev.braid.Braid.input;
import static dev.braid.Braid.masking;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.rnn;
import static dev.braid.Braid.setRandomSeed;
import static dev.braid.Braid.sgd;
import static dev.braid.Braid.timeDistributed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Activation;
import dev.braid.Model;
import dev.braid.NetworkOf;
import dev.braid.Tensor;
import dev.braid.internal.engine.Network;
import dev.braid.internal.engine.Pass;
import dev.braid.internal.engine.graph.Head;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.internal.engine.losses.BatchLoss;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.layers.core.Dense;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.losses.MeanSquaredError;
import dev.braid.ops.Ops;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The ComputationGraph under a model works DL4J's way too, with the same numbers. */
class GraphHostTest {
  private final INDArray left = Nd4j.randn(DataType.FLOAT, 5, 3);
  private final INDArray right = Nd4j.randn(DataType.FLOAT, 5, 3);
  private final INDArray steps = Nd4j.randn(DataType.FLOAT, 5, 4, 2);

  /** A shared layer, an input used twice, an output that feeds another layer, and a mask. */
  private static Model model() {
    setRandomSeed(1);
    Tensor a = input("a", 3);
    Tensor b = input("b", 3);
    Tensor c = input("c", 4, 2);
    Dense shared = dense(3, TANH).name("shared");
    Tensor one = shared.apply(shared.apply(a));
    Tensor two = shared.apply(b);
    Tensor words = c.then(masking(0)).then(dense(2, TANH).name("words"));
    return Model.inputs(a, b, c)
        .outputs(
            one.named("one"),
            one.then(dense(2).name("more")),
            two.named("two"),
            words.named("three"));
  }

  private List<INDArray> data() {
    steps.slice(1).slice(2).assign(0);
    return List.of(left, right, steps);
  }

  @Test
  void should_predict_the_same_through_the_graphs_own_output_method() {
    Network network = NetworkOf.model(model());
    List<INDArray> ours = network.predict(data());
    INDArray[] theirs = network.graph().output(data().toArray(INDArray[]::new));
    for (int i = 0; i < theirs.length; i++) {
      assertThat(theirs[i]).isEqualTo(ours.get(i));
    }
  }

  @Test
  void should_find_the_same_gradients_through_the_graphs_own_loop() {
    Model model = model();
    Network network = NetworkOf.model(model);
    ComputationGraph graph = network.graph();
    Pass pass = new Pass(network, true, true, 1, new CarriedStates());
    pass.forward(data());
    INDArray[] targets = new INDArray[4];
    INDArray[] gradients = new INDArray[4];
    double loss = 0;
    BatchLoss mse = new BatchLoss(new MeanSquaredError(), ExecutionPolicy.FAST);
    for (int i = 0; i < 4; i++) {
      INDArray output = pass.output(i).array();
      targets[i] = Nd4j.randn(DataType.FLOAT, output.shape());
      var value = mse.of(targets[i], output, null, pass.output(i).mask(), true);
      gradients[i] = value.gradient();
      loss += value.value();
    }
    network.compiled().setHeads(Collections.nCopies(4, new Head(mse, () -> 1)));
    pass.backward(gradients);
    INDArray ours = network.gradients().dup();

    graph.setInputs(data().toArray(INDArray[]::new));
    graph.setLabels(targets);
    graph.computeGradientAndScore();

    assertThat(graph.score()).isCloseTo(loss, within(1e-5));
    assertThat(graph.getGradientsViewArray().reshape(-1).equalsWithEps(ours, 1e-6)).isTrue();
    assertThat(ours.norm2Number().doubleValue()).isGreaterThan(0.01);
  }

  /** A nested model of which an output is unused, and weights with underscores in their names. */
  private static Model unusedOutput() {
    setRandomSeed(4);
    Tensor facts = input("facts", 3);
    Tensor hidden = facts.then(dense(3, TANH).name("hidden"));
    Tensor spread = hidden.then(batchNormalization().name("normal")).then(dense(2).name("spread"));
    Model encoder =
        Model.inputs(facts).outputs(hidden.then(dense(2).name("mean")), spread).name("encoder");
    Tensor given = input("given", 3);
    Model model =
        Model.inputs(given).outputs(encoder.applyAll(given).get(0).then(dense(1).name("found")));
    model.compile(sgd(0.1), mse());
    return model;
  }

  @Test
  void should_train_the_same_through_the_graphs_own_fit_where_an_output_is_unused() {
    INDArray target = Nd4j.randn(DataType.FLOAT, 5, 1);
    Model ours = unusedOutput();
    Model theirs = unusedOutput();
    ours.trainOnBatch(left, target);
    theirs.graph().fit(new DataSet(left, target));
    for (int i = 0; i < ours.weights().size(); i++) {
      assertThat(theirs.weights().get(i).array().equalsWithEps(ours.weights().get(i).array(), 1e-6))
          .as(ours.weights().get(i).path())
          .isTrue();
    }
    assertThat(ours.weights().get(4).path()).isEqualTo("encoder/normal/moving_mean");
    assertThat(ours.weights().get(4).array().norm2Number().doubleValue()).isGreaterThan(1e-6);
  }

  @Test
  void should_come_back_from_a_file_of_the_model_serializer(@TempDir Path folder) throws Exception {
    Network network = NetworkOf.model(model());
    ModelSerializer.writeModel(network.graph(), folder.resolve("graph.zip").toFile(), false);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(folder.resolve("graph.zip").toFile());
    INDArray[] theirs = restored.output(data().toArray(INDArray[]::new));
    List<INDArray> ours = network.predict(data());
    for (int i = 0; i < theirs.length; i++) {
      assertThat(theirs[i]).isEqualTo(ours.get(i));
    }
  }

  @Test
  void should_bring_back_layers_inside_layers_from_the_model_serializer(@TempDir Path folder)
      throws Exception {
    Tensor in = input("c", 4, 2);
    Tensor hidden = in.then(bidirectional(rnn(new LSTMCell(3), new GRUCell(2)).returnSequences()));
    Model model =
        Model.inputs(in).outputs(hidden.then(timeDistributed(dense(2, Activation.of(elu(0.5))))));
    Network network = NetworkOf.model(model);
    ModelSerializer.writeModel(network.graph(), folder.resolve("graph.zip").toFile(), false);
    ComputationGraph restored =
        ModelSerializer.restoreComputationGraph(folder.resolve("graph.zip").toFile());

    assertThat(restored.output(steps)[0]).isEqualTo(network.predict(List.of(steps)).get(0));
  }

  @Test
  void should_tell_dl4j_how_many_inputs_each_vertex_takes() {
    ComputationGraphConfiguration graph = NetworkOf.model(model()).graph().getConfiguration();
    graph
        .getVertices()
        .forEach(
            (name, vertex) ->
                assertThat(graph.getVertexInputs().get(name).size())
                    .as(name)
                    .isBetween(vertex.minVertexInputs(), vertex.maxVertexInputs()));
  }

  @Test
  void should_count_equal_configurations_of_outputs_as_one() {
    var vertices = NetworkOf.model(model()).graph().getConfiguration().getVertices();
    GraphVertex head = vertices.get("three/output");
    assertThat(head.clone()).isEqualTo(head).hasSameHashCodeAs(head);
  }

  @Test
  void should_tell_what_has_no_batch_axis_from_what_has_one(@TempDir Path folder) throws Exception {
    Tensor in = input("in", 3, 4);
    Model model = Model.inputs(in).outputs(Ops.add(in, Ops.mean(in, 0)));
    // as many samples as steps
    INDArray data = Nd4j.rand(DataType.FLOAT, 3, 3, 4);
    INDArray expected = data.add(data.mean(0).reshape(1, 3, 4).broadcast(3, 3, 4));
    ComputationGraph graph = model.graph();
    assertThat(model.predict(data).array().equalsWithEps(expected, 1e-6)).isTrue();
    for (ComputationGraph each : List.of(graph, graph.clone())) {
      assertThat(each.output(data)[0].equalsWithEps(expected, 1e-6)).isTrue();
    }
  }
}
