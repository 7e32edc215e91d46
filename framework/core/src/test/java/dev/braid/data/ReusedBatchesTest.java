package dev.braid.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.DType;
import dev.braid.Fit;
import dev.braid.StructureException;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import dev.braid.losses.TargetKind;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batches that are written one over the other, and the short ways that numbers take into them. */
class ReusedBatchesTest {
  private static final int ROWS = 10;
  private static final int BATCH = 4;

  private static final ModelSignature IMAGES =
      Models.one(
          new InputSpec("x", new long[] {5, 6, 3}, DType.FLOAT32, -1),
          OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));

  private static float[][][][] images() {
    float[][][][] all = new float[ROWS][5][6][3];
    float number = 0;
    for (float[][][] image : all) {
      for (float[][] line : image) {
        for (float[] pixel : line) {
          for (int c = 0; c < 3; c++) {
            pixel[c] = number++;
          }
        }
      }
    }
    return all;
  }

  private static float[] targets() {
    float[] y = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = i;
    }
    return y;
  }

  /** Every batch of two epochs must hold the images that belong to its targets. */
  private static void walk(Object x) {
    try (TrainingData<Minibatch> data =
        PreparedData.of(IMAGES).fit(x, targets(), Fit.forEpochs(2).batchSize(BATCH))) {
      for (int epoch = 0; epoch < 2; epoch++) {
        boolean[] seen = new boolean[ROWS];
        try (DataLoader.BatchIterator<Minibatch> pass = data.train().pass(epoch)) {
          while (pass.hasNext()) {
            Minibatch batch = pass.next();
            for (int row = 0; row < batch.rows(); row++) {
              int sample = batch.y().get(0).getInt(row);
              seen[sample] = true;
              INDArray image = batch.x().get(0).slice(row);
              float first = sample * 90f;
              assertThat(image.reshape(90).toFloatVector()).isEqualTo(floats(first, first + 90));
            }
          }
        }
        assertThat(seen).doesNotContain(false);
      }
    }
  }

  private static float[] floats(float from, float to) {
    float[] numbers = new float[(int) (to - from)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from + i;
    }
    return numbers;
  }

  @Test
  void should_hold_the_right_numbers_in_every_batch_of_every_epoch() {
    walk(images());
  }

  @Test
  void should_copy_rows_of_an_array_in_memory() {
    INDArray array = Nd4j.createFromArray(images());
    walk(array);
    assertThat(array.reshape(-1).toFloatVector()).isEqualTo(floats(0, ROWS * 90));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void should_write_full_batches_over_the_one_before(boolean shuffle) {
    try (TrainingData<Minibatch> data =
        PreparedData.of(IMAGES)
            .fit(images(), targets(), Fit.forEpochs(1).batchSize(BATCH).shuffle(shuffle))) {
      DataLoader.BatchIterator<Minibatch> pass = data.train().pass(0);
      INDArray first = pass.next().x().get(0);
      assertThat(pass.next().x().get(0)).isSameAs(first);
      assertThat(pass.next().x().get(0).size(0)).isEqualTo(ROWS - 2 * BATCH);
      assertThat(data.train().pass(1).next().x().get(0)).isSameAs(first);
    }
  }

  @Test
  void should_take_an_array_as_it_is_and_never_write_over_it() {
    INDArray array = Nd4j.createFromArray(images());
    Fit whole = Fit.forEpochs(1).batchSize(ROWS).shuffle(false);
    try (TrainingData<Minibatch> data = PreparedData.of(IMAGES).fit(array, targets(), whole)) {
      assertThat(data.train().pass(0).next().x().get(0)).isSameAs(array);
      assertThat(data.train().pass(1).next().x().get(0)).isSameAs(array);
    }
  }

  @Test
  void should_fill_large_batches_by_parts() {
    int width = 1 << 12;
    float[][] x = new float[300][width];
    for (int row = 0; row < x.length; row++) {
      Arrays.fill(x[row], row);
    }
    float[] y = new float[x.length];
    IntStream.range(0, y.length).forEach(i -> y[i] = i);
    ModelSignature model =
        Models.one(InputSpec.of("x", width), OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));
    try (TrainingData<Minibatch> data =
        PreparedData.of(model).fit(x, y, Fit.forEpochs(1).batchSize(150))) {
      DataLoader.BatchIterator<Minibatch> pass = data.train().pass(0);
      while (pass.hasNext()) {
        Minibatch batch = pass.next();
        for (int row = 0; row < batch.rows(); row++) {
          INDArray numbers = batch.x().get(0).slice(row);
          float expected = batch.y().get(0).getFloat(row);
          assertThat(numbers.minNumber().floatValue()).isEqualTo(expected);
          assertThat(numbers.maxNumber().floatValue()).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void should_find_the_first_number_that_is_not_finite_among_pixels(float wrong) {
    float[][][][] x = images();
    x[7][2][3][1] = wrong;
    x[7][2][4][0] = wrong;
    StructureException refused =
        Refusal.of(() -> PreparedData.of(IMAGES).fit(x, targets(), Fit.forEpochs(1)));
    assertThat(refused.getMessage()).contains("[7][2][3][1]", "not-finite");
  }

  @Test
  void should_find_a_pixel_of_another_length() {
    float[][][][] x = images();
    x[7][2][3] = new float[4];
    StructureException refused =
        Refusal.of(() -> PreparedData.of(IMAGES).fit(x, targets(), Fit.forEpochs(1)));
    assertThat(refused.getMessage()).contains("[7][2][3]", "ragged");
  }

  @Test
  void should_take_every_id_that_the_embedding_has_and_no_other() {
    InputSpec ids = new InputSpec("x", new long[] {3}, DType.FLOAT32, 5);
    ModelSignature model = Models.one(ids, OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));
    int[][] good = {{0, 4, 0}, {1, 2, 3}};
    PreparedData.of(model).fit(good, new float[2], Fit.forEpochs(1)).close();
    for (int wrong : new int[] {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      int[][] bad = {{0, 4, 0}, {1, wrong, 3}};
      assertThat(Refusal.ids(() -> PreparedData.of(model).fit(bad, new float[2], Fit.forEpochs(1))))
          .hasSize(1);
    }
  }
}
