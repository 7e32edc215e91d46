package dev.braid.models.mistakes;

import static dev.braid.Braid.*;

import dev.braid.History;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.util.Map;
import java.util.Random;

/** Merges an image and a text; the mistake is to pass only the images. */
public final class ImageAndText {
  private final Random random = new Random(1);
  private final float[][][][] images = new float[96][16][16][3];
  private final int[][] texts = new int[96][12];
  private final int[] labels = new int[96];

  ImageAndText() {
    setRandomSeed(1);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(3);
      for (float[][] row : images[i]) {
        for (float[] pixel : row) {
          pixel[Math.max(labels[i], 1)] = random.nextFloat();
        }
      }
      for (int word = 0; word < 12; word++) {
        texts[i][word] = 25 * Math.min(labels[i], 1) + random.nextInt(25);
      }
    }
  }

  private static Model build() {
    Tensor image = input("image", 16, 16, 3);
    Tensor text = input("text", 12);
    Tensor seen = image.then(conv2d(8, 3, RELU)).then(flatten()).then(dense(32, RELU));
    Tensor words = text.then(embedding(50, 16)).then(lstm(16)).then(dense(32, RELU));
    Tensor label = concatenate(seen, words).then(dense(3, SOFTMAX).name("label"));
    Model model = Model.inputs(image, text).outputs(label);
    model.compile(adam(3e-3), sparseCategoricalCrossentropy(), accuracy());
    return model;
  }

  /** Passes one array for two inputs. */
  History wrong() {
    return build().fit(images, labels, epochs(5));
  }

  /** Passes each input by its name. */
  History right() {
    return build().fit(Map.of("image", images, "text", texts), labels, epochs(5));
  }

  public static void main(String... arguments) {
    ImageAndText program = new ImageAndText();
    try {
      program.wrong();
    } catch (StructureException refused) {
      System.out.println(refused.getMessage());
    }
    System.out.println(program.right());
  }
}
