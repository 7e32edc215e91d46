package dev.braid.models.mistakes;

import static dev.braid.Braid.*;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.History;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.util.List;
import java.util.Random;

/** Reads two texts from a generator; the mistake is to pass the second one as targets. */
public final class TwoTexts {
  private static final int BATCHES = 12;

  private static Model build() {
    setRandomSeed(1);
    Tensor first = input("first_text", 20);
    Tensor second = input("second_text", 12);
    Tensor a = first.then(embedding(100, 16)).then(lstm(16));
    Tensor b = second.then(embedding(100, 16)).then(gru(16));
    Model model =
        Model.inputs(first, second)
            .outputs(concatenate(a, b).then(dense(2, SOFTMAX).name("label")));
    model.compile(adam(1e-2), sparseCategoricalCrossentropy(), accuracy());
    return model;
  }

  /** Creates batches on demand; the words of the first text determine the label. */
  private static BatchSource batches(Wrapping wrapping) {
    return new BatchSource() {
      @Override
      public int size() {
        return BATCHES;
      }

      @Override
      public Batch get(int index) {
        Random random = new Random(index);
        int[][] first = new int[16][20];
        int[][] second = new int[16][12];
        int[] labels = new int[16];
        for (int i = 0; i < labels.length; i++) {
          labels[i] = random.nextInt(2);
          int from = 50 * labels[i];
          first[i] = random.ints(20, from, from + 50).toArray();
          second[i] = random.ints(12, 0, 100).toArray();
        }
        return wrapping.of(first, second, labels);
      }
    };
  }

  /** Combines three arrays to a batch. */
  private interface Wrapping {
    Batch of(int[][] first, int[][] second, int[] labels);
  }

  /** A batch is x, y and sample weights: here the labels would be weights. */
  History wrong() {
    return build().fit(batches((first, second, labels) -> Batch.of(first, second, labels)));
  }

  /** Passes both texts together as x. */
  History right() {
    return build()
        .fit(
            batches((first, second, labels) -> Batch.of(List.of(first, second), labels)),
            epochs(5));
  }

  public static void main(String... arguments) {
    TwoTexts program = new TwoTexts();
    try {
      program.wrong();
    } catch (StructureException refused) {
      System.out.println(refused.getMessage());
    }
    System.out.println(program.right());
  }
}
