package dev.braid;

import static dev.braid.Braid.RELU;
import static dev.braid.Braid.SOFTMAX;
import static dev.braid.Braid.TANH;
import static dev.braid.Braid.adam;
import static dev.braid.Braid.bidirectional;
import static dev.braid.Braid.concatenate;
import static dev.braid.Braid.conv1d;
import static dev.braid.Braid.conv2d;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.epochs;
import static dev.braid.Braid.flatten;
import static dev.braid.Braid.gru;
import static dev.braid.Braid.input;
import static dev.braid.Braid.lstm;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.setRandomSeed;
import static dev.braid.Braid.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.braid.layers.core.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {
  private static final int ROWS = 40;
  private final float[][] x = new float[ROWS][3];
  private final float[] y = new float[ROWS];

  @BeforeEach
  void make_data() {
    setRandomSeed(4);
    Random random = new Random(4);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = random.nextFloat();
      }
      y[i] = x[i][0] - 2 * x[i][1];
    }
  }

  private static Fit silent(int epochs) {
    return epochs(epochs).verbose(Verbosity.SILENT);
  }

  @Test
  void should_number_unnamed_layers_as_keras_does() {
    Tensor in = input("in", 3);
    Tensor a = in.then(dense(4, RELU));
    Tensor b = in.then(dense(4, RELU).name("dense_1"));
    Model model = Model.inputs(in).outputs(concatenate(a, b).then(dense(1)));
    assertThat(model.layers())
        .extracting(Layer::name)
        .containsExactly("in", "dense", "dense_1", "concatenate", "dense_2");
    assertThat(model.outputNames()).containsExactly("dense_2");
  }

  private static Model doubling(String name) {
    Tensor in = input(name, 2);
    return Model.inputs(in).outputs(in.then(dense(2)));
  }

  @Test
  void should_have_a_name_that_stays_when_it_is_saved(@TempDir Path folder) throws IOException {
    Model model = doubling("in");
    assertThat(model.name()).isEqualTo("model");
    assertThat(model.summaryText()).startsWith("Model: \"model\"\n");
    assertThatThrownBy(() -> model.fit(new float[1][2], new float[1][2]))
        .hasMessageContaining("the model \"model\"");
    Path file = folder.resolve("model.keras");
    model.save(file);
    assertThat(Model.load(file).name()).isEqualTo("model");
    assertThat(Model.fromJson(model.toJson()).name()).isEqualTo("model");

    Model named = model.name("model");
    named.save(file);
    assertThat(Model.load(file).name()).isEqualTo("model");
    model.name("twin").save(file);
    assertThat(Model.load(file).name()).isEqualTo("twin");
  }

  @Test
  void should_number_unnamed_models_inside_a_model(@TempDir Path folder) throws IOException {
    Tensor in = input("in", 2);
    Model first = doubling("a");
    Model second = doubling("b");
    Model whole = Model.inputs(in).outputs(in.then(first).then(second));
    assertThat(whole.layers()).extracting(Layer::name).containsExactly("in", "model", "model_1");
    assertThat(first.name()).isEqualTo("model");
    assertThat(second.name()).isEqualTo("model_1");
    Path file = folder.resolve("whole.keras");
    whole.save(file);
    assertThat(Model.load(file).layers())
        .extracting(Layer::name)
        .containsExactly("in", "model", "model_1");
  }

  @Test
  void should_list_the_calls_of_a_shared_layer_as_they_were_made(@TempDir Path folder)
      throws IOException {
    Tensor left = input("left", 4);
    Tensor middle = input("middle", 4);
    Tensor right = input("right", 4);
    Layer shared = dense(3).name("shared");
    Tensor first = shared.apply(left);
    Tensor all = concatenate(first, shared.apply(middle), shared.apply(right));
    Model model = Model.inputs(left, middle, right).outputs(all);
    String calls = "left[0][0], middle[0][0], right[0][0]";
    String uses = "shared[0][0], shared[1][0], shared[2][0]";
    assertThat(model.summaryText()).contains(calls).contains(uses);
    assertThat(model.tensor("shared").same(first)).as("where it is applied first").isTrue();

    Path file = folder.resolve("shared.keras");
    model.save(file);
    assertThat(Model.load(file).summaryText()).isEqualTo(model.summaryText());
    assertThat(model.toJson())
        .containsSubsequence(
            "\"keras_history\":[\"left\",0,0]",
            "\"keras_history\":[\"middle\",0,0]",
            "\"keras_history\":[\"right\",0,0]",
            "\"keras_history\":[\"shared\",0,0]",
            "\"keras_history\":[\"shared\",1,0]",
            "\"keras_history\":[\"shared\",2,0]");
  }

  private static void assertAdvice(Supplier<Tensor> call, String message) {
    assertThatThrownBy(call::get).isInstanceOf(StructureException.class).hasMessage(message);
  }

  @Test
  void should_say_which_layer_should_give_every_step() {
    Tensor words = input("words", 5, 3);
    assertAdvice(
        () -> words.then(lstm(4)).then(lstm(4)),
        """
        lstm (LSTM) cannot be applied:
          [layer-input]  "lstm": expected 3 axes (samples, steps, features), received (?, 4). \
        Add .returnSequences() to the recurrent layer before it: lstm (LSTM) returns only its last step.
          See src/docs/errors.md#layer-input""");
    assertAdvice(
        () -> words.then(bidirectional(gru(4)).name("both")).then(conv1d(2, 3).name("window")),
        """
        "window" (Conv1D) cannot be applied:
          [layer-input]  "window": expected 3 axes (?, steps, channels), received (?, 8). \
        Add .returnSequences() to the recurrent layer before it: "both" (Bidirectional) returns only its \
        last step.
          See src/docs/errors.md#layer-input""");
    assertAdvice(
        () -> input("ids", 7).then(lstm(4)),
        """
        lstm (LSTM) cannot be applied:
          [layer-input]  "lstm": expected 3 axes (samples, steps, features), received (?, 7). \
        Add a feature axis by an embedding or by reshape(steps, 1).
          See src/docs/errors.md#layer-input""");
    assertAdvice(
        () -> words.then(lstm(4)).then(conv2d(4, 3)),
        """
        conv2d (Conv2D) cannot be applied:
          [layer-input]  "conv2d": expected 4 axes (?, height, width, channels), received (?, 4).
          See src/docs/errors.md#layer-input""");
  }

  @Test
  void should_call_an_unnamed_layer_by_the_name_it_would_get() {
    Tensor words = input("words", 5, 3);
    assertThatThrownBy(() -> words.then(lstm(4)).then(lstm(4)))
        .hasMessageStartingWith("lstm (LSTM) cannot be applied:\n  [layer-input]  \"lstm\": ");
    assertThatThrownBy(() -> words.then(lstm(4).name("top")).then(lstm(4).name("next")))
        .hasMessageStartingWith("\"next\" (LSTM) cannot be applied:\n  [layer-input]  \"next\": ");
  }

  @Test
  void should_give_one_tensor_out_under_two_names_and_one_that_others_use() {
    Tensor in = input("in", 3);
    Tensor hidden = in.then(dense(4, RELU).name("hidden"));
    Model model =
        Model.inputs(in)
            .outputs(
                hidden, hidden.named("again"), hidden.then(dense(2, SOFTMAX).name("label")), in);
    assertThat(model.outputNames()).containsExactly("hidden", "again", "label", "in");
    Outputs out = model.predict(x);
    assertThat(out.get("again")).isEqualTo(out.get("hidden"));
    assertThat(out.floats("in")).isDeepEqualTo(x);
  }

  @Test
  void should_say_how_to_get_predictions_that_are_no_rows() {
    Tensor image = input("image", 4, 4, 1);
    Tensor map = image.then(conv2d(2, 3)).named("map");
    float[][][][] images = new float[3][4][4][1];
    assertThatThrownBy(() -> Model.inputs(image).outputs(map).predict(images).floats())
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            The prediction has no rows of numbers:
              [rank]  "map": expected at most two axes for floats(…), received the shape [3, 2, 2, 2]. Use array(), which gives the INDArray.
              See src/docs/errors.md#rank\
            """);
    Model both = Model.inputs(image).outputs(map, image.then(flatten()).named("flat"));
    assertThatThrownBy(() -> both.predict(images).floats("map"))
        .hasMessageContaining("Use get(\"map\"), which gives the INDArray.");
    assertThat(both.predict(images).floats("flat")).hasDimensions(3, 16);
  }

  @Test
  void should_share_training_between_models_with_a_layer_in_common() {
    Tensor in = input("in", 3);
    Tensor code = in.then(dense(2).name("code"));
    Model encoder = Model.inputs(in).outputs(code);
    Model whole = Model.inputs(in).outputs(code.then(dense(1).name("answer")));
    float[][] before = encoder.predict(x).floats();
    whole.compile(adam(0.05), mse());
    whole.fit(x, y, silent(3));
    float[][] after = encoder.predict(x).floats();
    assertThat(after).isNotEqualTo(before);
    assertThat(encoder.weights().get(0).array()).isEqualTo(whole.weights().get(0).array());
    encoder.weights().get(0).assign(new float[][] {{0, 0}, {0, 0}, {0, 0}});
    assertThat(whole.weights().get(0).array().sumNumber().doubleValue()).isZero();
  }

  @Test
  void should_build_another_model_on_what_a_layer_gives() {
    setRandomSeed(4);
    Tensor in = input("in", 2);
    Model whole =
        Model.inputs(in).outputs(in.then(dense(3, TANH).name("hidden")).then(dense(1).name("out")));
    float[][] x = {{1, 2}, {3, -1}};
    whole.compile(sgd(0.1), mse());
    whole.fit(x, new float[] {1, 2}, epochs(2).verbose(Verbosity.SILENT));

    Model part = Model.inputs(whole.inputs()).outputs(whole.tensor("hidden"));
    float[] kernel = whole.weights().get(0).array().data().asFloat();
    float[] bias = whole.weights().get(1).array().data().asFloat();
    float[] given = part.predict(x).floats("hidden")[1];
    for (int unit = 0; unit < 3; unit++) {
      double sum = 3 * kernel[unit] - kernel[3 + unit] + bias[unit];
      assertThat(given[unit]).isCloseTo((float) Math.tanh(sum), offset(1e-6f));
    }
    assertThatThrownBy(() -> whole.tensor("hiden")).hasMessageContaining("\"hidden\"");
  }

  @Test
  void should_train_a_nested_model_that_is_applied_twice() {
    Tensor in = input("part", 3);
    Model tower = Model.inputs(in).outputs(in.then(dense(4, RELU)).then(dense(2))).name("tower");
    Tensor left = input("left", 3);
    Tensor right = input("right", 3);
    Tensor joined = concatenate(tower.apply(left), tower.apply(right));
    Model model = Model.inputs(left, right).outputs(joined.then(dense(1).name("answer")));
    assertThat(model.countParams()).isEqualTo(3 * 4 + 4 + 4 * 2 + 2 + 4 + 1);
    model.compile(adam(0.02), mse());
    Map<String, Object> data = Map.of("left", x, "right", x);
    History history = model.fit(data, y, silent(30));
    assertThat(history.last("loss")).isLessThan(history.get("loss")[0] / 3);
    assertThat(model.weights()).extracting(Weight::path).contains("tower/dense/kernel");
  }

  @Test
  void should_draw_a_model_inside_a_model_inside_a_model(@TempDir Path folder) throws IOException {
    Tensor in = input("part", 3);
    Model inner = Model.inputs(in).outputs(in.then(dense(2).name("deep"))).name("inner");
    Tensor part = input("whole", 3);
    Model tower = Model.inputs(part).outputs(part.then(inner).then(dense(2))).name("tower");
    Tensor left = input("left", 3);
    Tensor right = input("right", 3);
    Tensor joined = concatenate(left.then(tower), right.then(tower));
    Model model = Model.inputs(left, right).outputs(joined.then(dense(1).name("answer")));
    model.plot(folder.resolve("model.dot"));
    model.plot(folder.resolve("model.svg"));
    assertThat(Files.readString(folder.resolve("model.dot"))).contains("n0 ->");
    assertThat(Files.readString(folder.resolve("model.svg"))).contains("shares its weights");
  }

  @Test
  void should_freeze_and_unfreeze_without_compiling_again() {
    Tensor in = input("in", 3);
    Model model =
        Model.inputs(in).outputs(in.then(dense(4).name("low")).then(dense(1).name("high")));
    model.compile(sgd(0.1).momentum(0.9), mse());
    model.fit(x, y, silent(2));
    Weight low = model.weights().get(0);
    model.freeze("low");
    var frozen = low.array();
    var high = model.weights().get(2).array();
    model.fit(x, y, silent(2));
    assertThat(low.trainable()).isFalse();
    assertThat(low.array()).isEqualTo(frozen);
    assertThat(model.weights().get(2).array()).isNotEqualTo(high);
    model.unfreeze("low");
    model.fit(x, y, silent(1));
    assertThat(low.array()).isNotEqualTo(frozen);
  }

  @Test
  void should_repeat_a_run_to_the_bit_from_a_seed() {
    double[] first = seededRun();
    assertThat(seededRun()).containsExactly(first);
  }

  private double[] seededRun() {
    setRandomSeed(99);
    Tensor in = input("in", 3);
    Model model =
        Model.inputs(in)
            .outputs(in.then(dense(8, RELU)).then(Braid.dropout(0.3)).then(dense(1).name("y")));
    model.compile(adam(0.01), mse());
    return model.fit(x, y, silent(4).batchSize(8)).get("loss");
  }

  @Test
  void should_stop_before_a_step_that_is_not_finite_and_keep_the_weights() {
    Tensor in = input("in", 3);
    Model model =
        Model.inputs(in).outputs(in.then(dense(2).name("wide")).then(dense(1).name("answer")));
    model.compile(sgd(1e30), mse());
    List<Object> kept = new ArrayList<>();
    Callback watch =
        new Callback() {
          @Override
          public void onTrainBatchEnd(int batch, Logs logs, Context context) {
            kept.clear();
            kept.addAll(context.weights());
          }
        };
    assertThatThrownBy(
            () -> model.fit(x, y, silent(5).batchSize(10).shuffle(false).callbacks(watch)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("[not-finite-loss]")
        .hasMessageContaining("epoch 1")
        .hasMessageContaining("\"answer\"");
    for (int i = 0; i < kept.size(); i++) {
      assertThat(model.weights().get(i).array().dup().data().asFloat())
          .containsExactly((float[]) kept.get(i));
    }
  }

  @Test
  void should_tell_listeners_of_the_graph() {
    Tensor in = input("in", 3);
    Model model = Model.inputs(in).outputs(in.then(dense(1).name("answer")));
    model.compile(sgd(0.1), mse());
    List<String> told = new ArrayList<>();
    model
        .graph()
        .setListeners(
            new BaseTrainingListener() {
              @Override
              public void iterationDone(
                  org.deeplearning4j.nn.api.Model graph, int iteration, int epoch) {
                told.add("step " + iteration + " of epoch " + epoch);
              }

              @Override
              public void onEpochStart(org.deeplearning4j.nn.api.Model graph) {
                told.add("start");
              }

              @Override
              public void onEpochEnd(org.deeplearning4j.nn.api.Model graph) {
                told.add("end");
              }
            });
    History history = model.fit(x, y, silent(2).batchSize(20));
    assertThat(told)
        .containsExactly(
            "start",
            "step 0 of epoch 0",
            "step 1 of epoch 0",
            "end",
            "start",
            "step 2 of epoch 1",
            "step 3 of epoch 1",
            "end");
    assertThat(model.graph().score()).isPositive().isLessThan(history.get("loss")[0]);
  }

  @Test
  void should_train_through_the_graphs_own_fit() {
    Model one = pair();
    Model two = pair();
    for (int i = 0; i < one.weights().size(); i++) {
      two.weights().get(i).assign(one.weights().get(i).array());
    }
    one.compile(adam(0.05), mse());
    two.compile(adam(0.05), mse());
    one.trainOnBatch(x, y);
    var features = org.nd4j.linalg.factory.Nd4j.createFromArray(x);
    var labels = org.nd4j.linalg.factory.Nd4j.createFromArray(y).reshape(ROWS, 1);
    two.graph().fit(new org.nd4j.linalg.dataset.DataSet(features, labels));
    for (int i = 0; i < one.weights().size(); i++) {
      assertThat(two.weights().get(i).array().equalsWithEps(one.weights().get(i).array(), 1e-6))
          .isTrue();
    }
  }

  private static Model pair() {
    Tensor in = input("in", 3);
    Dense shared = dense(3, RELU).name("shared");
    return Model.inputs(in).outputs(shared.apply(in.then(shared)).then(dense(1).name("answer")));
  }

  @Test
  void should_predict_from_many_threads_while_training() throws Exception {
    Tensor in = input("in", 3);
    Model model =
        Model.inputs(in).outputs(in.then(dense(8, RELU)).then(dense(2, SOFTMAX).name("label")));
    model.compile(adam(), Braid.sparseCategoricalCrossentropy());
    int[] labels = new int[ROWS];
    CountDownLatch started = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> asking = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      asking.add(
          pool.submit(
              () -> {
                started.await();
                for (int i = 0; i < 100; i++) {
                  for (float[] row : model.predict(x).floats()) {
                    assertThat(row[0] + row[1]).isBetween(0.999f, 1.001f);
                  }
                }
                return null;
              }));
    }
    started.countDown();
    model.fit(x, labels, silent(30));
    for (Future<?> each : asking) {
      each.get(60, TimeUnit.SECONDS);
    }
    pool.shutdown();
  }
}
