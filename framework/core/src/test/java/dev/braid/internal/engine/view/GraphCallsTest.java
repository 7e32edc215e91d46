package dev.braid.internal.engine.view;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingModelSaver;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.saver.LocalFileGraphSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.InvocationType;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.deeplearning4j.optimize.listeners.EvaluativeListener;
import org.deeplearning4j.optimize.listeners.PerformanceListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.optimize.listeners.TimeIterationListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** What works on {@code model.graph()}, and what is refused: the table in deeplearning4j.md. */
class GraphCallsTest {
  private static final int ROWS = 24;
  private final DataSet data = data();
  @TempDir Path folder;

  private static DataSet data() {
    Random random = new Random(3);
    float[][] x = new float[ROWS][4];
    float[][] y = new float[ROWS][3];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < 4; j++) {
        x[i][j] = random.nextFloat();
      }
      y[i][x[i][0] > 0.6 ? 0 : x[i][1] > 0.5 ? 1 : 2] = 1;
    }
    return new DataSet(Nd4j.createFromArray(x), Nd4j.createFromArray(y));
  }

  private DataSetIterator batches() {
    return new ListDataSetIterator<>(data.asList(), 8);
  }

  /** Statistics, a penalty, and weights whose names have underscores. */
  private static Model model() {
    setRandomSeed(1);
    Tensor in = input("in", 4);
    Tensor label =
        in.then(dense(8, RELU).kernelRegularizer(l2(0.01)).name("hidden"))
            .then(batchNormalization())
            .then(dense(3, SOFTMAX).name("label"));
    Model model = Model.inputs(in).outputs(label);
    model.compile(adam(0.01), categoricalCrossentropy(), accuracy());
    return model;
  }

  private static Model recurrent() {
    setRandomSeed(1);
    Tensor in = input("in", 5, 2);
    Model model = Model.inputs(in).outputs(in.then(lstm(3)).then(dense(1).name("out")));
    model.compile(sgd(0.1), mse());
    return model;
  }

  // ---- what works

  @Test
  void should_show_the_models_summary() {
    Model model = model();
    assertThat(model.graph().summary()).isEqualTo(model.summaryText());
    assertThat(model.graph().summary(InputType.feedForward(4))).isEqualTo(model.summaryText());
    for (INDArray inputs : new INDArray[] {null, data.getFeatures()}) {
      model.graph().setInputs(inputs);
      assertThat(model.graph().memoryInfo(8)).contains("Memory Information");
      assertThat(model.graph().memoryInfo(8, InputType.feedForward(4)))
          .contains("Memory Information");
      assertThat(model.graph().getInput(0)).isEqualTo(inputs);
    }
  }

  @Test
  void should_score_data_as_evaluate_does() {
    Model model = model();
    double loss = model.evaluate(data).get("loss");
    MultiDataSet multi = new MultiDataSet(data.getFeatures(), data.getLabels());
    assertThat(model.graph().score(data)).isEqualTo(loss);
    assertThat(model.graph().score(multi)).isEqualTo(loss);
    assertThat(model.graph().calcRegularizationScore(true)).isPositive().isLessThan(loss);
  }

  @Test
  void should_train_through_the_graphs_own_fit_whatever_weights_are_called() {
    Model ours = model();
    Model theirs = model();
    double loss = ours.trainOnBatch(data.getFeatures(), data.getLabels()).get("loss");
    theirs.graph().fit(data);
    assertThat(theirs.graph().score()).as("penalty included").isCloseTo(loss, within(1e-5));
    for (int i = 0; i < ours.weights().size(); i++) {
      assertThat(theirs.weights().get(i).array().equalsWithEps(ours.weights().get(i).array(), 1e-5))
          .as(ours.weights().get(i).path())
          .isTrue();
    }
    INDArray steps = Nd4j.rand(6, 5, 2);
    Model words = recurrent();
    words.graph().fit(new DataSet(steps, Nd4j.rand(6, 1)));
    assertThat(words.graph().score()).isPositive();
  }

  @Test
  void should_tell_and_set_the_learning_rate() {
    Model model = model();
    ComputationGraph graph = model.graph();
    assertThat(graph.getLearningRate("hidden")).isEqualTo(0.01);
    graph.setLearningRate(0);
    assertThat(graph.getLearningRate("hidden")).isZero();
    INDArray before = model.weights().get(0).array();
    model.fit(data, epochs(1).verbose(Verbosity.SILENT));
    assertThat(model.weights().get(0).array()).isEqualTo(before);
  }

  @Test
  void should_give_and_take_parameters_by_name() {
    Tensor in = input("in", 4);
    Tensor label = in.then(dense(3, SOFTMAX).name("label"));
    Model one = Model.inputs(in).outputs(label);
    Model other = Model.inputs(in).outputs(label.then(dense(2)));
    ComputationGraph graph = one.graph();
    assertThat(graph.paramTable()).containsOnlyKeys("label_kernel", "label_bias");
    graph.setParam("label_bias", Nd4j.createFromArray(new float[] {1, 2, 3}));
    assertThat(graph.getParam("label_bias").toFloatVector()).containsExactly(1, 2, 3);
    assertThat(other.weights().get(1).array().toFloatVector())
        .as("a model with a layer in common")
        .containsExactly(1, 2, 3);
    graph.setParams(Nd4j.ones(15));
    assertThat(other.weights().get(1).array().toFloatVector()).containsExactly(1, 1, 1);
    assertThat(model().graph().paramTable().keySet())
        .contains("batch_normalization_movingMean", "batch_normalization_movingVariance");
  }

  private Stream<TrainingListener> listeners() {
    return Stream.of(
        new ScoreIterationListener(1),
        new PerformanceListener(1, true),
        new PerformanceListener(2, true),
        new CollectScoresIterationListener(1),
        new TimeIterationListener(6),
        new EvaluativeListener(batches(), 1, InvocationType.ITERATION_END),
        new EvaluativeListener(data, 1, InvocationType.ITERATION_END),
        new EvaluativeListener(batches(), 1, InvocationType.EPOCH_END),
        new CheckpointListener.Builder(folder.toFile())
            .deleteExisting(true)
            .saveEveryNIterations(2)
            .build());
  }

  @Test
  void should_serve_dl4js_listeners_in_both_loops() {
    listeners()
        .forEach(
            listener -> {
              Model model = model();
              model.graph().setListeners(listener);
              model.fit(batches(), epochs(2).verbose(Verbosity.SILENT));
              assertThat(model.graph().getInputs()).as("nothing is held").isNull();
            });
    listeners()
        .forEach(
            listener -> {
              Model model = model();
              model.graph().setListeners(listener);
              model.graph().fit(batches(), 2);
              assertThat(model.graph().getIterationCount()).isEqualTo(6);
            });
  }

  @Test
  void should_let_a_listener_look_at_the_batch_and_evaluate() {
    Model model = model();
    List<String> seen = new ArrayList<>();
    model
        .graph()
        .setListeners(
            new BaseTrainingListener() {
              @Override
              public void iterationDone(
                  org.deeplearning4j.nn.api.Model graph, int iteration, int epoch) {
                ComputationGraph live = (ComputationGraph) graph;
                seen.add(live.batchSize() + " of " + live.getInput(0).columns());
                assertThat(live.evaluate(batches()).accuracy()).isBetween(0.0, 1.0);
                assertThat(model.evaluate(data).get("loss")).isPositive();
              }
            });
    model.fit(data, epochs(1).batchSize(16).verbose(Verbosity.SILENT));
    assertThat(seen).containsExactly("16 of 4", "8 of 4");
  }

  private EarlyStoppingResult<ComputationGraph> stoppedEarly(
      Model model, EarlyStoppingModelSaver<ComputationGraph> saver) {
    EarlyStoppingConfiguration<ComputationGraph> configuration =
        new EarlyStoppingConfiguration.Builder<ComputationGraph>()
            .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
            .scoreCalculator(new DataSetLossCalculator(batches(), true))
            .modelSaver(saver)
            .build();
    return new EarlyStoppingGraphTrainer(configuration, model.graph(), batches()).fit();
  }

  @Test
  void should_serve_dl4js_early_stopping() {
    Model model = model();
    EarlyStoppingResult<ComputationGraph> kept = stoppedEarly(model, new InMemoryModelSaver<>());
    Map<Integer, Double> scores = kept.getScoreVsEpoch();
    assertThat(scores).containsOnlyKeys(0, 1, 2);
    double last = model.evaluate(data).get("loss");
    assertThat(scores.get(2)).isCloseTo(last, within(1e-5));
    assertThat(kept.getBestModel().output(data.getFeatures())[0])
        .isEqualTo(model.graph().output(data.getFeatures())[0]);

    EarlyStoppingResult<ComputationGraph> filed =
        stoppedEarly(model(), new LocalFileGraphSaver(folder.toString()));
    assertThat(filed.getBestModel().output(data.getFeatures())[0])
        .isEqualTo(kept.getBestModel().output(data.getFeatures())[0]);
  }

  @Test
  void should_copy_and_save_a_graph_that_predicts() throws Exception {
    Model model = model();
    INDArray expected = model.graph().output(data.getFeatures())[0];
    File file = folder.resolve("graph.zip").toFile();
    ModelSerializer.writeModel(model.graph(), file, true);
    for (ComputationGraph other :
        List.of(model.graph().clone(), ModelSerializer.restoreComputationGraph(file))) {
      assertThat(other.output(data.getFeatures())[0]).isEqualTo(expected);
      assertThat(other.evaluate(batches()).accuracy()).isBetween(0.0, 1.0);
      assertThat(other.summary()).contains("hidden (LayerVertex)", "Total Parameters:  99");
      String refusal =
          "The output \"label\" has no loss in this graph: call model.compile(…) first, and use"
              + " model.graph() itself; a copy of it and a graph from a file only predict.";
      assertThatThrownBy(() -> other.score(data)).hasMessage(refusal);
      assertThatThrownBy(() -> other.fit(data)).hasMessage(refusal);
    }
    assertThat(Files.size(file.toPath())).isPositive();
  }

  @Test
  void should_answer_before_the_model_is_compiled_what_needs_no_loss() {
    Tensor in = input("in", 4);
    ComputationGraph graph = Model.inputs(in).outputs(in.then(dense(3))).graph();
    assertThat(graph.summary()).contains("dense (Dense)");
    assertThat(graph.calcRegularizationScore(true)).isZero();
  }

  @Test
  void should_give_each_result_and_only_outputs_as_layers() {
    Model model = model();
    ComputationGraph graph = model.graph();
    INDArray expected = model.predict(data.getFeatures()).array();
    assertThat(graph.outputSingle(data.getFeatures())).isEqualTo(expected);
    assertThat(graph.feedForward(data.getFeatures(), false))
        .containsOnlyKeys("in", "hidden", "batch_normalization", "label", "label/output")
        .containsEntry("label", expected);
    assertThat(graph.getLayer("hidden")).isNull();
    assertThat(graph.getLayers()).containsExactly(graph.getOutputLayer(0));
  }

  @Test
  void should_evaluate_as_the_model_does() {
    Model model = model();
    ComputationGraph graph = model.graph();
    double accuracy = model.evaluate(data).get("accuracy");
    assertThat(graph.evaluate(batches()).accuracy()).isCloseTo(accuracy, within(1e-6));
    Evaluation counted = graph.doEvaluation(batches(), new Evaluation())[0];
    assertThat(counted.accuracy()).isCloseTo(accuracy, within(1e-6));
    INDArray wrong = model.predict(data.getFeatures()).array().sub(data.getLabels());
    assertThat(graph.evaluateRegression(batches()).averageMeanSquaredError())
        .isCloseTo(wrong.mul(wrong).meanNumber().doubleValue(), within(1e-5));
  }

  @Test
  void should_tell_listeners_of_passes_in_dl4js_loop_alone() {
    Model model = model();
    List<String> heard = new ArrayList<>();
    model
        .graph()
        .setListeners(
            new BaseTrainingListener() {
              @Override
              public void onForwardPass(
                  org.deeplearning4j.nn.api.Model graph, Map<String, INDArray> results) {
                heard.add("forward");
              }

              @Override
              public void onGradientCalculation(org.deeplearning4j.nn.api.Model graph) {
                heard.add("gradients");
              }

              @Override
              public void onBackwardPass(org.deeplearning4j.nn.api.Model graph) {
                heard.add("backward");
              }

              @Override
              public void iterationDone(
                  org.deeplearning4j.nn.api.Model graph, int iteration, int epoch) {
                heard.add("step");
              }
            });
    model.fit(data, epochs(1).batchSize(ROWS).verbose(Verbosity.SILENT));
    assertThat(heard).containsExactly("step");
    heard.clear();
    model.graph().fit(data);
    assertThat(heard).containsExactly("forward", "backward", "gradients", "step");
  }
}
