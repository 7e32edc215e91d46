package dev.braid.models.matching;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.Verbosity;
import dev.braid.datasets.Digits;
import dev.braid.datasets.Images;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatchingModelsTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @BeforeEach
  void start_from_one_seed() {
    setRandomSeed(1);
  }

  @Test
  void should_predict_whether_two_images_show_the_same_digit() {
    Images digits = Digits.load().train();
    int count = 400;
    float[][][][] left = new float[count][][][];
    float[][][][] right = new float[count][][][];
    int[] same = new int[count];
    for (int i = 0; i < count; i++) {
      int a = random.nextInt(digits.size());
      int b = random.nextInt(digits.size());
      while ((digits.labels()[a] == digits.labels()[b]) != (i % 2 == 0)) {
        b = random.nextInt(digits.size());
      }
      left[i] = digits.images()[a];
      right[i] = digits.images()[b];
      same[i] = i % 2 == 0 ? 1 : 0;
    }
    Map<String, Object> x = Map.of("left", left, "right", right);
    Model model = Siamese.of(8, 8, 1);
    model.compile(adam(3e-3), binaryCrossentropy(), binaryAccuracy());
    model.fit(x, same, epochs(8).batchSize(16).verbose(Verbosity.SILENT));
    assertThat(model.evaluate(x, same).get("binary_accuracy")).isGreaterThan(0.9);
    Map<String, Object> swapped = Map.of("left", right, "right", left);
    assertThat(model.predict(swapped).floats()).isDeepEqualTo(model.predict(x).floats());
  }

  @Test
  void should_recommend_matching_items_with_two_towers() {
    int count = 800;
    int[][] users = new int[count][1];
    int[][] items = new int[count][1];
    int[] liked = new int[count];
    for (int i = 0; i < count; i++) {
      users[i][0] = random.nextInt(20);
      items[i][0] = random.nextInt(30);
      liked[i] = users[i][0] % 3 == items[i][0] % 3 ? 1 : 0;
    }
    Map<String, Object> x = Map.of("user", users, "item", items);
    Model model = TwoTower.of(20, 30, 8);
    model.compile(adam(1e-2), binaryCrossentropy(), binaryAccuracy());
    model.fit(x, liked, epochs(10).verbose(Verbosity.SILENT));
    assertThat(model.evaluate(x, liked).get("binary_accuracy")).isGreaterThan(0.95);
    Model tower = (Model) model.layer("user_tower");
    assertThat(tower.predict(new int[][] {{3}, {4}}).floats()[0]).hasSize(8);
  }
}
