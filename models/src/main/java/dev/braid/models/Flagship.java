package dev.braid.models;

import static dev.braid.Braid.*;

import dev.braid.History;
import dev.braid.Logs;
import dev.braid.Model;
import dev.braid.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a plain {@code mvn} ends with: a picture and a text decide together what they are.
 *
 * <p>The data is generated. Each sample has a class of its own; the picture alone tells two of the
 * three apart, the text alone another two, and only both together tell all.
 */
public final class Flagship {
  private static final int SAMPLES = 600;
  private static final String[] CLASSES = {"red", "green", "blue"};

  private final Random random = new Random(5);
  private final float[][][][] images = new float[SAMPLES][16][16][3];
  private final int[][] words = new int[SAMPLES][12];
  private final int[] labels = new int[SAMPLES];

  private Flagship() {
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = random.nextInt(CLASSES.length);
      // red and green look alike, green and blue read alike
      int looks = Math.max(labels[i], 1);
      int reads = Math.min(labels[i], 1);
      for (float[][] row : images[i]) {
        for (float[] pixel : row) {
          for (int c = 0; c < 3; c++) {
            pixel[c] = random.nextFloat() * (c == looks ? 1 : 0.6f);
          }
        }
      }
      for (int t = 0; t < words[i].length; t++) {
        words[i][t] = random.nextInt(30) + 20 * reads;
      }
    }
  }

  /** Builds the two branches that meet. */
  static Model build() {
    Tensor image = input("image_input", 16, 16, 3);
    Tensor text = input("text_input", 12);
    Tensor picture =
        image.then(conv2d(8, 3, RELU)).then(flatten()).then(dense(32, RELU).name("picture"));
    Tensor reading = text.then(embedding(50, 16)).then(lstm(16)).then(dense(32, RELU).name("text"));
    Tensor label = concatenate(picture, reading).then(dense(3, SOFTMAX).name("label"));
    return Model.inputs(image, text).outputs(label);
  }

  private void run(Path folder) throws IOException {
    setRandomSeed(3);
    Model model = build();
    model.summary();
    model.compile(adam(3e-3), sparseCategoricalCrossentropy(), accuracy());

    int train = SAMPLES * 4 / 5;
    Map<String, Object> x =
        Map.of("image_input", head(images, train), "text_input", head(words, train));
    History history = model.fit(x, Arrays.copyOf(labels, train), epochs(8).validationSplit(0.15));

    Map<String, Object> unseen =
        Map.of("image_input", tail(images, train), "text_input", tail(words, train));
    int[] truth = Arrays.copyOfRange(labels, train, SAMPLES);
    Logs scores = model.evaluate(unseen, truth);
    System.out.printf(
        "%nOn %d samples it never saw: accuracy %.3f, loss %.4f%n",
        SAMPLES - train, scores.get("accuracy"), scores.get("loss"));
    float[] first = model.predict(unseen).floats("label")[0];
    System.out.printf("The first of them is %s; the model says", CLASSES[truth[0]]);
    for (int c = 0; c < CLASSES.length; c++) {
      System.out.printf(" %s %.2f", CLASSES[c], first[c]);
    }
    System.out.println();

    Files.createDirectories(folder);
    model.plot(folder.resolve("model.svg"));
    history.plot(folder.resolve("history.png"));
    for (String file : List.of("model.svg", "history.png")) {
      System.out.println("Written: " + folder.resolve(file));
    }
  }

  private static float[][][][] head(float[][][][] all, int count) {
    return Arrays.copyOf(all, count);
  }

  private static int[][] head(int[][] all, int count) {
    return Arrays.copyOf(all, count);
  }

  private static float[][][][] tail(float[][][][] all, int from) {
    return Arrays.copyOfRange(all, from, all.length);
  }

  private static int[][] tail(int[][] all, int from) {
    return Arrays.copyOfRange(all, from, all.length);
  }

  public static void main(String[] arguments) throws IOException {
    new Flagship().run(Path.of(arguments.length > 0 ? arguments[0] : "target"));
  }
}
