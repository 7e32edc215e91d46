package dev.braid.models.multimodal;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Logs;
import dev.braid.Model;
import dev.braid.Verbosity;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImageTextNumbersTest {
  /** The class depends on image and text, the amount on the numbers. */
  @Test
  void should_learn_two_tasks_from_three_kinds_of_data() {
    setRandomSeed(1);
    SplittableRandom random = new SplittableRandom(6);
    int count = 400;
    float[][][][] images = new float[count][8][8][3];
    int[][] texts = new int[count][5];
    float[][] numbers = new float[count][3];
    int[] labels = new int[count];
    float[] amounts = new float[count];
    for (int i = 0; i < count; i++) {
      int shown = random.nextInt(2);
      int said = random.nextInt(2);
      for (float[][] row : images[i]) {
        for (float[] pixel : row) {
          pixel[shown] = (float) random.nextDouble();
        }
      }
      for (int word = 0; word < 2 + i % 4; word++) {
        texts[i][word] = 1 + said * 10 + random.nextInt(10);
      }
      for (int number = 0; number < 3; number++) {
        numbers[i][number] = (float) random.nextDouble(-1, 1);
      }
      labels[i] = 2 * shown + said;
      amounts[i] = numbers[i][0] - 2 * numbers[i][1];
    }
    Map<String, Object> x = Map.of("image", images, "text", texts, "numbers", numbers);
    Map<String, Object> y = Map.of("label", labels, "amount", amounts);
    Model model = ImageTextNumbers.of(8, 21, 3, 4);
    model.compile(
        adam(1e-2),
        output("label").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
        output("amount").loss(mse()));
    model.fit(x, y, epochs(8).batchSize(16).verbose(Verbosity.SILENT));
    Logs scores = model.evaluate(x, y);
    assertThat(scores.get("label_accuracy")).isGreaterThan(0.95);
    // the amounts' variance is 5 / 3
    assertThat(scores.get("amount_loss")).isLessThan(0.2);
  }
}
