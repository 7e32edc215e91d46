package dev.braid.internal.engine.view;

import static dev.braid.Braid.adam;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.embedding;
import static dev.braid.Braid.flatten;
import static dev.braid.Braid.input;
import static dev.braid.Braid.lstm;
import static dev.braid.Braid.mae;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.output;
import static dev.braid.Braid.setRandomSeed;
import static dev.braid.Braid.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Callback;
import dev.braid.Fit;
import dev.braid.Logs;
import dev.braid.Model;
import dev.braid.NetworkOf;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.internal.engine.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The ComputationGraph of a model is a view on the engine's graph, made when it is asked for. */
class GraphViewTest {
  private static final int ROWS = 12;
  private final INDArray x = Nd4j.rand(DataType.FLOAT, ROWS, 3);
  private final INDArray y = Nd4j.rand(DataType.FLOAT, ROWS, 1);

  private static Model model() {
    setRandomSeed(3);
    Tensor in = input("in", 3);
    Model model =
        Model.inputs(in).outputs(in.then(dense(4).name("hidden")).then(dense(1).name("answer")));
    model.compile(adam(0.01), mse());
    return model;
  }

  private static Fit epochs(int epochs) {
    return Fit.forEpochs(epochs).batchSize(4).verbose(Verbosity.SILENT);
  }

  /** Does everything that needs no view, and prints nothing. */
  static final class Program {
    public static void main(String[] args) throws Exception {
      Path file = Path.of(args[0], "model.keras");
      Tensor words = input("words", 5);
      Tensor facts = input("facts", 5, 2);
      Tensor read = words.then(embedding(10, 3)).then(flatten()).then(dense(2).name("read"));
      Model model = Model.inputs(words, facts).outputs(read, facts.then(lstm(2).name("seen")));
      model.compile(adam(), output("read").loss(mse()), output("seen").loss(mse()));
      List<INDArray> data = List.of(Nd4j.ones(4, 5), Nd4j.rand(4, 5, 2));
      List<INDArray> targets = List.of(Nd4j.rand(4, 2), Nd4j.rand(4, 2));
      model.fit(data, targets, epochs(2));
      model.evaluate(data, targets);
      model.save(file);
      model.export(Path.of(args[0], "model.onnx"));
      Model.load(file).predict(data);
    }
  }

  @Test
  void should_load_nothing_of_dl4j_to_train_evaluate_predict_save_and_load(@TempDir Path folder)
      throws Exception {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-Xlog:class+load",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            folder.toString());
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> loaded = program.inputReader().lines().toList();
    assertThat(program.waitFor()).isZero();
    Set<String> ofDl4j =
        loaded.stream()
            .flatMap(line -> Arrays.stream(line.split(" ")))
            .filter(word -> word.startsWith("org.deeplearning4j."))
            .collect(Collectors.toSet());
    // what Model.graph() returns, and its interfaces
    assertThat(ofDl4j)
        .containsExactlyInAnyOrder(
            "org.deeplearning4j.nn.graph.ComputationGraph",
            "org.deeplearning4j.nn.api.Model",
            "org.deeplearning4j.nn.api.NeuralNetwork");
    assertThat(loaded)
        .anyMatch(line -> line.contains("dev.braid.internal.engine.graph.CompiledGraph "));
  }

  @Test
  void should_share_parameters_and_gradients_with_the_model() {
    Model model = model();
    model.trainOnBatch(x, y);
    ComputationGraph graph = model.graph();
    Network network = NetworkOf.model(model);
    assertThat(graph.params().data().address()).isEqualTo(network.parameters().data().address());
    assertThat(graph.getGradientsViewArray().reshape(-1)).isEqualTo(network.gradients());

    model.trainOnBatch(x, y);
    assertThat(graph.params()).isEqualTo(network.parameters());
    assertThat(graph.getGradientsViewArray().reshape(-1)).isEqualTo(network.gradients());
    assertThat(graph.output(x)[0]).isEqualTo(model.predict(x).array());
    graph.params().assign(0.5);
    assertThat(model.weights().get(0).array()).isEqualTo(Nd4j.valueArrayOf(3, 4, 0.5f));
  }

  private void train(Model model) {
    model.fit(x, y, epochs(2));
    model.trainOnBatch(x, y);
  }

  @Test
  void should_go_on_counting_from_what_was_trained_before_there_was_a_view() {
    Model early = model();
    early.graph();
    train(early);
    Model late = model();
    train(late);
    assertThat(late.graph().getIterationCount()).isEqualTo(7);
    assertThat(late.graph().getEpochCount()).isEqualTo(2);
    assertThat(late.graph().score()).isPositive().isEqualTo(early.graph().score());
    assertThat(early.graph().getIterationCount()).isEqualTo(7);
    assertThat(early.graph().getEpochCount()).isEqualTo(2);

    late.fit(x, y, epochs(1));
    assertThat(late.graph().getIterationCount()).isEqualTo(10);
    assertThat(late.graph().getEpochCount()).isEqualTo(3);
  }

  @Test
  void should_tell_a_listener_that_comes_while_the_model_is_trained() {
    Model model = model();
    List<String> heard = new ArrayList<>();
    model.fit(
        x,
        y,
        epochs(2)
            .callbacks(
                new Callback() {
                  @Override
                  public void onEpochEnd(int epoch, Logs logs, Context run) {
                    if (epoch == 0) {
                      model
                          .graph()
                          .addListeners(
                              new BaseTrainingListener() {
                                @Override
                                public void iterationDone(
                                    org.deeplearning4j.nn.api.Model graph,
                                    int iteration,
                                    int epoch) {
                                  heard.add(iteration + " of epoch " + epoch);
                                }
                              });
                    }
                  }
                }));
    assertThat(heard).containsExactly("3 of epoch 1", "4 of epoch 1", "5 of epoch 1");
  }

  @Test
  void should_be_made_once_whoever_asks() throws Exception {
    Model model = model();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<ComputationGraph>> calls =
          IntStream.range(0, 16).mapToObj(i -> (Callable<ComputationGraph>) model::graph).toList();
      Set<Integer> graphs = new HashSet<>();
      for (Future<ComputationGraph> call : threads.invokeAll(calls)) {
        graphs.add(System.identityHashCode(call.get()));
      }
      assertThat(graphs).containsExactly(System.identityHashCode(model.graph()));
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void should_train_by_what_was_compiled_last() {
    Model model = model();
    ComputationGraph graph = model.graph();
    model.compile(sgd(0), mae());
    INDArray before = graph.params().dup();
    graph.fit(new DataSet(x, y));
    double loss = model.evaluate(x, y).get("loss");
    assertThat(graph.params()).isEqualTo(before);
    assertThat(graph.score()).isCloseTo(loss, within(1e-6));
  }

  @Test
  void should_read_what_a_model_with_common_layers_has_learned() {
    Tensor in = input("in", 3);
    Tensor hidden = in.then(dense(4));
    Model encoder = Model.inputs(in).outputs(hidden);
    Model whole = Model.inputs(in).outputs(hidden.then(dense(1)));
    INDArray before = encoder.graph().output(x)[0];
    whole.compile(sgd(0.1), mse());
    whole.trainOnBatch(x, y);
    assertThat(encoder.graph().output(x)[0])
        .isNotEqualTo(before)
        .isEqualTo(encoder.predict(x).array());
  }
}
