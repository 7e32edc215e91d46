package dev.braid;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One seed makes a whole run repeat to the bit: weights, dropout, shuffling and their numbers. */
class RepeatTest {
  private static final int SAMPLES = 48;
  private static final float[][] NUMBERS = new float[SAMPLES][20];
  private static final int[][] WORDS = new int[SAMPLES][9];
  private static final int[] LABELS = new int[SAMPLES];

  static {
    Random random = new Random(3);
    for (int i = 0; i < SAMPLES; i++) {
      LABELS[i] = random.nextInt(4);
      for (int j = 0; j < 20; j++) {
        NUMBERS[i][j] = random.nextFloat();
      }
      for (int j = 0; j < 9; j++) {
        WORDS[i][j] = random.nextInt(60);
      }
    }
  }

  private static Model model() {
    Tensor numbers = input("numbers", 20);
    Tensor words = input("words", 9);
    Tensor image =
        numbers
            .then(reshape(5, 4, 1))
            .then(conv2d(4, 2, RELU))
            .then(batchNormalization())
            .then(spatialDropout2d(0.2))
            .then(flatten());
    Tensor text =
        words
            .then(embedding(60, 8).maskZero())
            .then(bidirectional(lstm(6).returnSequences().dropout(0.2).recurrentDropout(0.1)))
            .then(gru(5));
    Tensor both = concatenate(image, text).then(gaussianNoise(0.1)).then(dropout(0.3));
    Model model = Model.inputs(numbers, words).outputs(both.then(dense(4, SOFTMAX).name("label")));
    model.compile(adam(1e-2), sparseCategoricalCrossentropy(), accuracy());
    return model;
  }

  private static List<float[]> run(long seed, Fit options) {
    setRandomSeed(seed);
    Model model = model();
    History history = model.fit(Map.of("numbers", NUMBERS, "words", WORDS), LABELS, options);
    List<float[]> all = new ArrayList<>();
    history.map().values().forEach(values -> all.add(floats(values)));
    for (Weight weight : model.weights()) {
      all.add(weight.array().dup('c').data().asFloat());
    }
    all.add(model.predict(List.of(NUMBERS, WORDS)).array().dup('c').data().asFloat());
    return all;
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Test
  void should_repeat_a_run_of_one_seed_and_no_other() {
    Fit options = epochs(2).batchSize(16).validationSplit(0.25).verbose(Verbosity.SILENT);

    List<float[]> first = run(7, options);

    assertThat(run(7, options)).containsExactlyElementsOf(first);
    assertThat(run(8, options).get(0)).isNotEqualTo(first.get(0));
  }

  @Test
  void should_repeat_a_split_that_is_drawn() {
    Fit options = epochs(2).batchSize(16).stratifiedValidationSplit(0.25).verbose(Verbosity.SILENT);

    assertThat(run(7, options)).containsExactlyElementsOf(run(7, options));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void should_repeat_what_several_threads_read(int workers) {
    assertThat(streamed(workers)).containsExactlyElementsOf(streamed(1));
  }

  private static List<float[]> streamed(int workers) {
    setRandomSeed(11);
    Model model = model();
    BatchSource source =
        new BatchSource() {
          @Override
          public int size() {
            return 6;
          }

          @Override
          public Batch get(int index) {
            int from = 8 * index;
            int to = from + 8;
            return Batch.of(
                List.of(Arrays.copyOfRange(NUMBERS, from, to), Arrays.copyOfRange(WORDS, from, to)),
                Arrays.copyOfRange(LABELS, from, to));
          }
        };
    model.fit(source, epochs(2).workers(workers).verbose(Verbosity.SILENT));
    List<float[]> all = new ArrayList<>();
    for (Weight weight : model.weights()) {
      all.add(weight.array().dup('c').data().asFloat());
    }
    return all;
  }

  @Test
  void should_not_be_disturbed_by_predictions_and_evaluations_between() {
    setRandomSeed(3);
    Model watched = model();
    Fit once = epochs(1).batchSize(16).verbose(Verbosity.SILENT);
    for (int i = 0; i < 2; i++) {
      watched.fit(List.of(NUMBERS, WORDS), LABELS, once);
      watched.predict(List.of(NUMBERS, WORDS));
      watched.evaluate(List.of(NUMBERS, WORDS), LABELS);
    }
    setRandomSeed(3);
    Model alone = model();
    for (int i = 0; i < 2; i++) {
      alone.fit(List.of(NUMBERS, WORDS), LABELS, once);
    }

    assertThat(watched.predict(List.of(NUMBERS, WORDS)).array())
        .isEqualTo(alone.predict(List.of(NUMBERS, WORDS)).array());
  }
}
