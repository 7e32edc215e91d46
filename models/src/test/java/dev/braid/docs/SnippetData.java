package dev.braid.docs;

import static dev.braid.Braid.accuracy;
import static dev.braid.Braid.adam;
import static dev.braid.Braid.concatenate;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.embedding;
import static dev.braid.Braid.flatten;
import static dev.braid.Braid.input;
import static dev.braid.Braid.mae;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.output;
import static dev.braid.Braid.sparseCategoricalCrossentropy;

import dev.braid.Activation;
import dev.braid.Model;
import dev.braid.Tensor;
import java.nio.file.Path;
import java.util.Random;

/** The data and models that programs in the guides use. */
public abstract class SnippetData {
  private static final int SAMPLES = 64;

  private final Random random = new Random(4);

  /** 64 samples of 4 features. */
  protected final float[][] features = normal(4);

  /** A value for each sample. */
  protected final float[] amounts = new float[SAMPLES];

  /** One of 3 classes for each sample. */
  protected final int[] labels = new int[SAMPLES];

  /** 64 images of 8 by 8 with one channel. */
  protected final float[][][][] images = new float[SAMPLES][8][8][1];

  /** 64 texts of 10 words out of 1000. */
  protected final int[][] tokens = new int[SAMPLES][10];

  /** A folder and a file that do not exist, for programs that are only compiled. */
  protected final Path folder = Path.of("folder");

  protected final Path file = Path.of("file");

  protected SnippetData() {
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = i % 3;
      amounts[i] = features[i][0] + labels[i];
      for (float[][] row : images[i]) {
        for (float[] pixel : row) {
          pixel[0] = random.nextFloat();
        }
      }
      for (int t = 0; t < tokens[i].length; t++) {
        tokens[i][t] = random.nextInt(1000);
      }
    }
  }

  private float[][] normal(int columns) {
    float[][] rows = new float[SAMPLES][columns];
    for (float[] row : rows) {
      for (int j = 0; j < columns; j++) {
        row[j] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  /** A compiled model from "features" to "label". */
  protected final Model classifier() {
    Tensor in = input("features", 4);
    Tensor label =
        in.then(dense(8, Activation.RELU)).then(dense(3, Activation.SOFTMAX).name("label"));
    Model model = Model.inputs(in).outputs(label);
    model.compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
    return model;
  }

  /** A compiled model from "image" and "text" to "label" and "amount". */
  protected final Model twoByTwo() {
    Tensor image = input("image", 8, 8, 1);
    Tensor text = input("text", 10);
    Tensor both = concatenate(image.then(flatten()), text.then(embedding(1000, 4)).then(flatten()));
    Model model =
        Model.inputs(image, text)
            .outputs(
                both.then(dense(3, Activation.SOFTMAX).name("label")),
                both.then(dense(1).name("amount")));
    model.compile(
        adam(0.01),
        output("label").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
        output("amount").loss(mse()).metrics(mae()));
    return model;
  }

  /** Runs the code of the guide. */
  public abstract void run() throws Exception;
}
