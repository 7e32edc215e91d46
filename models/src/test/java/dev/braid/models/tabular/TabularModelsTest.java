package dev.braid.models.tabular;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.braid.Model;
import dev.braid.Verbosity;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TabularModelsTest {
  private final SplittableRandom random = new SplittableRandom(4);

  @BeforeEach
  void start_from_one_seed() {
    setRandomSeed(1);
  }

  @Test
  void should_combine_numbers_and_categories_with_wide_and_deep() {
    int count = 600;
    float[][] numbers = new float[count][2];
    int[][] first = new int[count][1];
    int[][] second = new int[count][1];
    int[] label = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = new float[] {(float) random.nextDouble(-1, 1), (float) random.nextDouble(-1, 1)};
      first[i][0] = random.nextInt(6);
      second[i][0] = random.nextInt(4);
      label[i] = numbers[i][0] + (first[i][0] % 2 == 0 ? 0.5 : -0.5) > 0 ? 1 : 0;
    }
    Map<String, Object> x = Map.of("numbers", numbers, "category_1", first, "category_2", second);
    Model model = WideAndDeep.of(2, 6, 4);
    model.compile(adam(1e-2), binaryCrossentropy(), binaryAccuracy());
    model.fit(x, label, epochs(6).verbose(Verbosity.SILENT));
    assertThat(model.evaluate(x, label).get("binary_accuracy")).isGreaterThan(0.93);
  }

  @Test
  void should_work_with_numbers_only() {
    Model model = WideAndDeep.of(3);
    assertThat(model.inputNames()).containsExactly("numbers");
    assertThat(model.outputs().get(0).shape()).containsExactly(1);
  }

  @Test
  void should_be_independent_of_the_order_and_padding_of_sets() {
    float[][][] sets = new float[400][5][2];
    float[] values = new float[400];
    for (int i = 0; i < sets.length; i++) {
      int size = 2 + random.nextInt(4);
      for (int row = 0; row < size; row++) {
        float a = (float) random.nextDouble(-1, 1);
        float b = (float) random.nextDouble(-1, 1);
        sets[i][row] = new float[] {a, b};
        values[i] += Math.max(a, b) / size;
      }
    }
    Model model = DeepSets.of(2, 32);
    model.compile(adam(1e-2), mse());
    model.fit(sets, values, epochs(8).batchSize(16).verbose(Verbosity.SILENT));
    // their variance is about 0.07
    assertThat(model.evaluate(sets, values).get("loss")).isLessThan(0.01);

    float[][] rows = {{0.1f, 0.2f}, {-0.5f, 0.9f}, {0.7f, -0.3f}};
    float[][] swapped = {rows[2], rows[0], rows[1]};
    float[][] padded = {rows[0], rows[1], rows[2], {0, 0}, {0, 0}};
    float once = model.predict(new float[][][] {rows}).floats()[0][0];
    assertThat(model.predict(new float[][][] {swapped}).floats()[0][0])
        .isEqualTo(once, offset(1e-5f));
    assertThat(model.predict(new float[][][] {padded}).floats()[0][0])
        .isEqualTo(once, offset(1e-5f));
  }
}
