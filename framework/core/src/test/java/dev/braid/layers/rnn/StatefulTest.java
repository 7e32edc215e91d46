package dev.braid.layers.rnn;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Callback;
import dev.braid.Logs;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that a stateful layer that reads a sequence in pieces gives the result of the full one. */
class StatefulTest {
  private static final int SAMPLES = 4;

  static Stream<Recurrent<?>> layers() {
    return Stream.of(
        lstm(3),
        gru(3).returnSequences(),
        simpleRnn(3).activation(SOFTSIGN),
        rnn(gruCell(2), lstmCell(3)));
  }

  private static float[][][] steps(int from, int to) {
    float[][][] x = new float[SAMPLES][6][2];
    Random random = new Random(3);
    for (float[][] sample : x) {
      for (float[] step : sample) {
        step[0] = (float) random.nextGaussian();
        step[1] = (float) random.nextGaussian();
      }
    }
    return Arrays.stream(x)
        .map(sample -> Arrays.copyOfRange(sample, from, to))
        .toArray(float[][][]::new);
  }

  private static Model model(Recurrent<?> layer) {
    Tensor in = batchInput("steps", SAMPLES, ANY, 2);
    return Model.inputs(in).outputs(layer.name("memory").apply(in));
  }

  private static float[] last(Model model, float[][][] x) {
    float[] all = model.predict(x).array().dup('c').data().asFloat();
    int width = all.length / SAMPLES;
    float[] last = new float[SAMPLES * 3];
    for (int i = 0; i < SAMPLES; i++) {
      System.arraycopy(all, (i + 1) * width - 3, last, i * 3, 3);
    }
    return last;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void should_continue_from_the_previous_batch(Recurrent<?> layer) {
    Model full = model(layer);
    Model pieces = model(layer.stateful(true));
    for (int i = 0; i < full.weights().size(); i++) {
      pieces.weights().get(i).assign(full.weights().get(i).array());
    }
    float[] expected = last(full, steps(0, 6));
    float[] first = last(pieces, steps(0, 2));
    last(pieces, steps(2, 3));
    assertThat(last(pieces, steps(3, 6))).containsExactly(expected, within(1e-5f));
    pieces.resetStates();
    assertThat(last(pieces, steps(0, 2))).containsExactly(first, within(1e-6f));
  }

  @Test
  void should_treat_carried_states_as_constants_while_training() {
    Tensor in = batchInput("steps", SAMPLES, ANY, 2);
    Tensor hidden = in.then(gru(3).stateful().name("memory"));
    Model carried = Model.inputs(in).outputs(hidden.then(dense(1).name("out")));
    Tensor state = input("state", 3);
    Tensor given = gru(3).name("memory").apply(in, state);
    Model explicit = Model.inputs(in, state).outputs(given.then(dense(1).name("out")));
    for (int i = 0; i < explicit.weights().size(); i++) {
      explicit.weights().get(i).assign(carried.weights().get(i).array());
    }
    Model states = model(gru(3));
    for (int i = 0; i < 3; i++) {
      states.weights().get(i).assign(carried.weights().get(i).array());
    }
    carried.compile(sgd(0.1), mse());
    explicit.compile(sgd(0.1), mse());
    float[][] after = states.predict(steps(0, 3)).floats("memory");
    carried.predict(steps(0, 3));
    float[] y = {1, -1, 0.5f, 0};
    double one = carried.trainOnBatch(steps(3, 6), y).get("loss");
    double other = explicit.trainOnBatch(List.of(steps(3, 6), after), y).get("loss");
    assertThat(one).isCloseTo(other, within(1e-6));
    for (int i = 0; i < explicit.weights().size(); i++) {
      assertThat(carried.weights().get(i).array().data().asFloat())
          .containsExactly(explicit.weights().get(i).array().data().asFloat(), within(1e-6f));
    }
  }

  @Test
  void should_keep_its_states_if_a_step_is_rejected() {
    Tensor in = batchInput("steps", SAMPLES, ANY, 2);
    Tensor hidden = in.then(gru(3).stateful().name("memory"));
    Model model = Model.inputs(in).outputs(hidden, hidden.then(dense(1).name("out")));
    model.compile(sgd(0.1), output("memory").noLoss(), output("out").loss(mse()));
    float[] first = model.predict(steps(0, 2)).floats("memory")[0];
    float[] second = model.predict(steps(2, 4)).floats("memory")[0];
    model.resetStates();
    model.predict(steps(0, 2));
    float[] huge = {3e38f, 3e38f, 3e38f, 3e38f};
    assertThatThrownBy(() -> model.trainOnBatch(steps(4, 6), java.util.Map.of("out", huge)))
        .isInstanceOf(RuntimeException.class);
    assertThat(first).isNotEqualTo(second);
    assertThat(model.predict(steps(2, 4)).floats("memory")[0]).isEqualTo(second);
  }

  private static Throwable inOtherThread(Runnable call) {
    Throwable[] failure = new Throwable[1];
    Thread other = new Thread(call, "other");
    other.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return failure[0];
  }

  private static void assertRefused(Throwable failure, String running) {
    assertThat(failure)
        .isInstanceOf(StructureException.class)
        .hasMessageContaining(
            "[concurrent-state]  \"memory\": it carries its state from batch to batch, and the"
                + " thread \""
                + running
                + "\" is running it. Wait for that call to end, or give each thread a model of its"
                + " own: Model.load(file).");
  }

  @Test
  void should_reject_predictions_of_two_threads_at_once() {
    Model model = model(gru(3).stateful());
    model.compile(sgd(0.1), mse());
    float[] expected = last(model, steps(0, 6));
    model.resetStates();
    List<Throwable> failures = new ArrayList<>();
    Callback between =
        new Callback() {
          @Override
          public void onPredictBatchEnd(int batch, Callback.Context run) {
            failures.add(inOtherThread(() -> model.predict(steps(0, 2))));
            failures.add(inOtherThread(() -> model.predictOnBatch(steps(0, 2))));
            failures.add(inOtherThread(model::resetStates));
          }
        };
    float[][][] batches = Arrays.copyOf(steps(0, 3), 2 * SAMPLES);
    System.arraycopy(steps(3, 6), 0, batches, SAMPLES, SAMPLES);
    float[][] results =
        model.predict(batches, batchSize(SAMPLES).callbacks(between)).floats("memory");
    assertThat(failures).hasSize(6);
    String running = Thread.currentThread().getName();
    failures.forEach(failure -> assertRefused(failure, running));
    for (int i = 0; i < SAMPLES; i++) {
      float[] own = Arrays.copyOfRange(expected, 3 * i, 3 * i + 3);
      assertThat(results[SAMPLES + i]).containsExactly(own, within(1e-5f));
    }
    assertThat(inOtherThread(() -> model.predict(steps(0, 2)))).isNull();
  }

  @Test
  void should_reject_predictions_of_another_thread_during_fit_and_evaluate() {
    Tensor in = batchInput("steps", SAMPLES, ANY, 2);
    Tensor hidden = in.then(bidirectional(lstm(3).stateful().name("memory")));
    Model model = Model.inputs(in).outputs(hidden.then(dense(1).name("out")));
    model.compile(sgd(0.1), mse());
    List<Throwable> failures = new ArrayList<>();
    Callback between =
        new Callback() {
          @Override
          public void onEpochEnd(int epoch, Logs logs, Callback.Context run) {
            failures.add(inOtherThread(() -> model.predict(steps(0, 2))));
            model.predict(steps(0, 2));
          }

          @Override
          public void onTestBatchEnd(int batch, Logs logs, Callback.Context run) {
            failures.add(inOtherThread(() -> model.predict(steps(0, 2))));
          }
        };
    float[] y = new float[SAMPLES];
    model.fit(steps(0, 6), y, epochs(2).verbose(Verbosity.SILENT).callbacks(between));
    model.evaluate(steps(0, 6), y, batchSize(SAMPLES).callbacks(between));
    assertThat(failures).hasSize(3);
    failures.forEach(
        failure ->
            assertThat(failure)
                .isInstanceOf(StructureException.class)
                .hasMessageContaining("[concurrent-state]"));
    assertThat(inOtherThread(() -> model.predict(steps(0, 2)))).isNull();
  }

  @Test
  void should_keep_its_states_if_a_prediction_fails() {
    Tensor in = batchInput("steps", SAMPLES, ANY, 2);
    Tensor hidden = in.then(gru(3).stateful().name("memory"));
    boolean[] fails = {false};
    Tensor checked =
        hidden.then(
            lambda(
                "check",
                x -> {
                  if (fails[0]) {
                    throw new IllegalStateException("no result");
                  }
                  return x;
                }));
    Model model = Model.inputs(in).outputs(checked);
    float[] first = last(model, steps(0, 3));
    float[] second = last(model, steps(3, 6));
    model.resetStates();
    assertThat(last(model, steps(0, 3))).isEqualTo(first);
    fails[0] = true;
    assertThatThrownBy(() -> model.predict(steps(0, 3))).hasMessageContaining("no result");
    fails[0] = false;
    assertThat(last(model, steps(3, 6))).isEqualTo(second);
  }

  @Test
  void should_reject_a_batch_of_another_size() {
    Model model = model(lstm(3).stateful());
    model.predict(steps(0, 2));
    assertThatThrownBy(() -> model.predict(Arrays.copyOf(steps(0, 2), 3)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining(
            "[stateful-batch]  \"memory\": expected batches of 4 samples, since it is stateful and"
                + " keeps a state for each, received 3. Choose a batch size that leaves no smaller"
                + " last batch, or call resetStates() first.");
  }

  @Test
  void should_keep_the_option_and_the_batch_size_in_files(@TempDir Path folder) throws IOException {
    Model model = model(lstm(3).stateful());
    float[] first = last(model, steps(0, 3));
    float[] second = last(model, steps(3, 6));
    Path file = folder.resolve("model.keras");
    model.save(file);
    Model copy = Model.load(file);
    assertThat(copy.toJson()).contains("\"batch_shape\"").contains("\"stateful\":true");
    assertThat(copy.layer("steps").config().list("batch_shape")).containsExactly(4L, null, 2L);
    assertThat(last(copy, steps(0, 3))).isEqualTo(first);
    assertThat(last(copy, steps(3, 6))).isEqualTo(second);
  }
}
