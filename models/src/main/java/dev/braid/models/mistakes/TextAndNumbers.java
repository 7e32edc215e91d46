package dev.braid.models.mistakes;

import static dev.braid.Braid.*;

import dev.braid.History;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.util.Map;
import java.util.Random;

/**
 * Predicts a class and an amount from a text and numbers; the mistake is one array for both
 * targets.
 */
public final class TextAndNumbers {
  private final int[][] texts = new int[120][8];
  private final float[][] numbers = new float[120][3];
  private final int[] labels = new int[120];
  private final float[] amounts = new float[120];

  TextAndNumbers() {
    Random random = new Random(1);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(2);
      texts[i] = random.ints(8, 50 * labels[i], 50 * labels[i] + 50).toArray();
      for (int number = 0; number < 3; number++) {
        numbers[i][number] = random.nextFloat();
      }
      amounts[i] = numbers[i][0] - numbers[i][1];
    }
  }

  private static Model build() {
    setRandomSeed(1);
    Tensor text = input("text", 8);
    Tensor row = input("numbers", 3);
    Tensor words = text.then(embedding(100, 16)).then(globalAveragePooling1d());
    Tensor both = concatenate(words, row).then(dense(32, RELU));
    Model model =
        Model.inputs(text, row)
            .outputs(
                both.then(dense(2, SOFTMAX).name("label")), both.then(dense(1).name("amount")));
    model.compile(
        adam(1e-2),
        output("label").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
        output("amount").loss(mse()).weight(0.5).metrics(mae()));
    return model;
  }

  /** Passes a column for each target. */
  History wrong() {
    float[][] both = new float[labels.length][];
    for (int i = 0; i < both.length; i++) {
      both[i] = new float[] {labels[i], amounts[i]};
    }
    return build().fit(Map.of("text", texts, "numbers", numbers), both, epochs(5));
  }

  /** Passes each target by its output's name. */
  History right() {
    return build()
        .fit(
            Map.of("text", texts, "numbers", numbers),
            Map.of("label", labels, "amount", amounts),
            epochs(5));
  }

  public static void main(String... arguments) {
    TextAndNumbers program = new TextAndNumbers();
    try {
      program.wrong();
    } catch (StructureException refused) {
      System.out.println(refused.getMessage());
    }
    System.out.println(program.right());
  }
}
