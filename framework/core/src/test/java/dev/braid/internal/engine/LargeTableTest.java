package dev.braid.internal.engine;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Callback;
import dev.braid.Logs;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.Weight;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.environment.ExecutionPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tables whose rows may wait for their steps: no reader ever sees one that does. */
class LargeTableTest {
  private static final int WORDS = 3000;
  private static final int LENGTH = 6;
  private static final int BATCH = 8;
  private static final int SAMPLES = 96;

  private final int[][] text = new int[SAMPLES][LENGTH];
  private final int[] labels = new int[SAMPLES];

  LargeTableTest() {
    Random random = new Random(3);
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = random.nextInt(3);
      for (int k = 0; k < LENGTH; k++) {
        text[i][k] = random.nextInt(WORDS);
      }
    }
  }

  /** The table is read twice in each step, so that its gradient has two parts. */
  private static Model model() {
    setRandomSeed(8);
    var words = embedding(WORDS, 64).name("words");
    Tensor in = input("text", LENGTH);
    Tensor read = in.then(words);
    Tensor again = in.then(reshape(LENGTH, 1)).then(reshape(LENGTH)).then(words);
    Tensor mean = read.then(globalAveragePooling1d());
    Tensor most = again.then(dense(5, TANH)).then(globalAveragePooling1d());
    Tensor both = concatenate(mean, most);
    Model model = Model.inputs(in).outputs(both.then(dense(3, SOFTMAX)));
    model.compile(adamW(0.01), sparseCategoricalCrossentropy());
    return model;
  }

  private void fit(Model model, Callback... callbacks) {
    model.fit(
        text,
        labels,
        epochs(2).batchSize(BATCH).shuffle(false).verbose(Verbosity.SILENT).callbacks(callbacks));
  }

  private static List<float[]> numbers(Model model) {
    return model.weights().stream().map(Weight::array).map(Floats::copy).toList();
  }

  private static void assertSame(Model model, Model other) {
    List<float[]> expected = numbers(other);
    List<float[]> found = numbers(model);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).isEqualTo(expected.get(i));
    }
  }

  private static <T> T portable(Supplier<T> work) {
    System.setProperty(ExecutionPolicy.PROPERTY, "portable");
    try {
      return work.get();
    } finally {
      System.clearProperty(ExecutionPolicy.PROPERTY);
    }
  }

  /** A model that has been trained without a reader of its weights. */
  private Model trained() {
    Model model = model();
    fit(model);
    return model;
  }

  @Test
  void should_train_like_the_portable_formulas() {
    List<float[]> found = numbers(trained());
    List<float[]> expected = numbers(portable(this::trained));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).containsExactly(expected.get(i), within(2e-4f));
    }
  }

  @Test
  void should_come_to_the_same_weights_batch_by_batch() {
    Model model = model();
    for (int epoch = 0; epoch < 2; epoch++) {
      for (int at = 0; at < SAMPLES; at += BATCH) {
        model.trainOnBatch(
            Arrays.copyOfRange(text, at, at + BATCH), Arrays.copyOfRange(labels, at, at + BATCH));
      }
    }
    assertSame(model, trained());
  }

  @Test
  void should_show_the_weights_of_now_in_dl4js_arrays() {
    Model model = model();
    INDArray params = model.graph().params();
    List<float[]> seen = new ArrayList<>();
    fit(
        model,
        new Callback() {
          @Override
          public void onTrainBatchEnd(int batch, Logs logs, Context run) {
            seen.add(Floats.copy(params.reshape(-1)));
            float[] table = Floats.copy(model.weights().get(0).array());
            assertThat(Arrays.copyOf(seen.get(seen.size() - 1), table.length)).isEqualTo(table);
          }
        });
    assertThat(seen).hasSize(2 * SAMPLES / BATCH);
    // AdamW moves all rows at each step
    assertThat(seen.get(1)[5]).isNotEqualTo(seen.get(2)[5]);
    assertSame(model, trained());
  }

  /** What a listener finds after each step: all weights, then all gradients. */
  private List<float[]> heard() {
    Model model = model();
    List<float[]> seen = new ArrayList<>();
    model
        .graph()
        .setListeners(
            new BaseTrainingListener() {
              @Override
              public void iterationDone(
                  org.deeplearning4j.nn.api.Model graph, int iteration, int epoch) {
                seen.add(Floats.copy(graph.params().reshape(-1)));
                seen.add(Floats.copy(graph.getGradientsViewArray().reshape(-1)));
              }
            });
    fit(model);
    assertSame(model, trained());
    return seen;
  }

  @Test
  void should_show_listeners_the_weights_and_gradients_of_now() {
    List<float[]> found = heard();
    List<float[]> expected = portable(this::heard);
    assertThat(found).hasSameSizeAs(expected).hasSize(2 * 2 * SAMPLES / BATCH);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).containsExactly(expected.get(i), within(2e-4f));
    }
  }

  @Test
  void should_let_others_predict_meanwhile() throws InterruptedException {
    Model model = model();
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread other =
        new Thread(
            () -> {
              while (!done.get()) {
                float[][] probabilities = model.predict(text).floats();
                for (float[] row : probabilities) {
                  assertThat(row[0] + row[1] + row[2]).isCloseTo(1f, within(1e-4f));
                }
              }
            });
    other.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    other.start();
    fit(model);
    done.set(true);
    other.join();
    assertThat(failure.get()).isNull();
    assertSame(model, trained());
  }

  @Test
  void should_hand_trained_rows_to_models_that_share_the_layer() {
    Model model = model();
    Tensor in = input("ids", LENGTH);
    Model reader = Model.inputs(in).outputs(in.then(model.layer("words")));
    reader.predict(text);
    fit(model);
    float[] read = Floats.copy(reader.predict(text).array());
    float[] table = Floats.copy(model.weights().get(0).array());
    for (int i = 0; i < LENGTH; i++) {
      assertThat(Arrays.copyOfRange(read, i * 64, i * 64 + 64))
          .isEqualTo(Arrays.copyOfRange(table, text[0][i] * 64, text[0][i] * 64 + 64));
    }
  }
}
