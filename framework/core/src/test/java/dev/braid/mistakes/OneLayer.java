package dev.braid.mistakes;

import static dev.braid.Braid.dense;
import static dev.braid.Braid.epochs;
import static dev.braid.Braid.input;
import static dev.braid.Braid.sgd;

import dev.braid.Activation;
import dev.braid.Fit;
import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import java.util.Random;

/** Models of one dense layer "y", and data that they learn from. */
final class OneLayer {
  static final int SAMPLES = 60;

  private OneLayer() {}

  static Model model(int units, Activation activation) {
    Tensor in = input("x", 4);
    return Model.inputs(in).outputs(in.then(dense(units, activation).name("y")));
  }

  static Model compiled(int units, Activation activation, Loss loss, Metric... metrics) {
    Model model = model(units, activation);
    model.compile(sgd(0.1), loss, metrics);
    return model;
  }

  static Fit quietly() {
    return epochs(1).verbose(Verbosity.SILENT);
  }

  static float[][] inputs() {
    Random random = new Random(3);
    float[][] x = new float[SAMPLES][4];
    for (float[] row : x) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    return x;
  }

  /** The classes 0, 1, 2, 0, 1, 2, … */
  static int[] classes() {
    int[] classes = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      classes[i] = i % 3;
    }
    return classes;
  }

  static float[][] oneHot() {
    float[][] rows = new float[SAMPLES][3];
    for (int i = 0; i < SAMPLES; i++) {
      rows[i][i % 3] = 1;
    }
    return rows;
  }

  /** The labels 0, 1, 0, 1, … */
  static float[] labels() {
    float[] labels = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = i % 2;
    }
    return labels;
  }

  /** Numbers from -3 to 3. */
  static float[] amounts() {
    float[] amounts = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      amounts[i] = i % 7 - 3;
    }
    return amounts;
  }
}
