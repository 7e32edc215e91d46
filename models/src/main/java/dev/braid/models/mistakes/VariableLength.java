package dev.braid.models.mistakes;

import static dev.braid.Braid.*;

import dev.braid.History;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.util.Random;

/** Trains on texts of different length; the mistake is to pass them without padding. */
public final class VariableLength {
  private final int[][] texts = new int[120][];
  private final int[] labels = new int[120];

  VariableLength() {
    Random random = new Random(1);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(2);
      int from = 1 + 49 * labels[i];
      texts[i] = random.ints(3 + random.nextInt(10), from, from + 50).toArray();
    }
  }

  private static Model build() {
    setRandomSeed(1);
    Tensor text = input("text", ANY);
    Tensor words = text.then(embedding(100, 16).maskZero()).then(lstm(16));
    Model model = Model.inputs(text).outputs(words.then(dense(2, SOFTMAX).name("label")));
    model.compile(adam(1e-2), sparseCategoricalCrossentropy(), accuracy());
    return model;
  }

  /** Passes rows of different length, which are not an array. */
  History wrong() {
    return build().fit(texts, labels, epochs(5));
  }

  /** Pads texts to the longest; id 0 is padding, which {@code maskZero} masks. */
  History right() {
    return build().fit(padSequences(texts).post().toArray(), labels, epochs(5));
  }

  public static void main(String... arguments) {
    VariableLength program = new VariableLength();
    try {
      program.wrong();
    } catch (StructureException refused) {
      System.out.println(refused.getMessage());
    }
    System.out.println(program.right());
  }
}
