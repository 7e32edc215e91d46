package dev.braid.models;

import static dev.braid.Braid.*;

import dev.braid.*;
import dev.braid.datasets.DigitPairs;
import dev.braid.datasets.Digits;
import dev.braid.datasets.Images;
import dev.braid.datasets.TrainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Trains a model that reads two images of digits and predicts both digits and their sum.
 *
 * <p>The default Maven build runs it last. The digits are real, and test digits do not occur in
 * training pairs.
 */
public final class Flagship {
  private Flagship() {}

  public static void main(String... arguments) throws IOException {
    Path target = Files.createDirectories(Path.of(arguments.length == 0 ? "target" : arguments[0]));
    setRandomSeed(1);
    TrainTest<Images> digits = Digits.load().train().split(0.2, 0);
    DigitPairs train = DigitPairs.of(digits.train(), 4000, 1);
    DigitPairs validation = DigitPairs.of(digits.test(), 500, 2);
    DigitPairs test = DigitPairs.of(Digits.load().test(), 1000, 3);

    Model model = build().name("digit_pair");
    model.summary();
    model.compile(
        adam(2e-3),
        output("left_digit").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
        output("right_digit").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
        output("sum").loss(sparseCategoricalCrossentropy()).metrics(accuracy()));
    History history =
        model.fit(
            train.inputs(),
            train.targets(),
            epochs(12).validationData(validation.inputs(), validation.targets()));

    Logs scores = model.evaluate(test.inputs(), test.targets());
    System.out.printf(
        Locale.ROOT,
        "%nOn %d pairs of digits it never saw: left %.1f %%, right %.1f %%, sum %.1f %% right.%n",
        test.size(),
        100 * scores.get("left_digit_accuracy"),
        100 * scores.get("right_digit_accuracy"),
        100 * scores.get("sum_accuracy"));
    show(test, model.predict(test.inputs()));

    model.plot(target.resolve("model.svg"));
    history.plot(target.resolve("history.png"));
    history.report(target.resolve("report.html"));
    model.save(target.resolve("model.keras"));
    System.out.println("\nWritten:");
    for (String file : List.of("model.svg", "history.png", "report.html", "model.keras")) {
      System.out.println("  " + target.resolve(file));
    }
  }

  /** Builds the model; one reader is applied to both images, which share its weights. */
  static Model build() {
    Tensor image = input("image", 8, 8, 1);
    Tensor features =
        image
            .then(conv2d(16, 3, RELU).padding(Padding.SAME))
            .then(maxPooling2d(2))
            .then(conv2d(32, 3, RELU).padding(Padding.SAME))
            .then(flatten())
            .then(dropout(0.4))
            .then(dense(64, RELU));
    Model reader = Model.inputs(image).outputs(features).name("reader");

    Tensor left = input("left", 8, 8, 1);
    Tensor right = input("right", 8, 8, 1);
    Tensor leftDigit = left.then(reader).then(dense(10, SOFTMAX).name("left_digit"));
    Tensor rightDigit = right.then(reader).then(dense(10, SOFTMAX).name("right_digit"));
    Tensor both = concatenate(leftDigit, rightDigit);
    Tensor sum = both.then(dense(64, RELU)).then(dense(19, SOFTMAX).name("sum"));
    return Model.inputs(left, right).outputs(leftDigit, rightDigit, sum);
  }

  /** Prints the first pair and the model's predictions. */
  private static void show(DigitPairs pairs, Outputs predictions) {
    System.out.println("The first of them:\n");
    for (int row = 0; row < 8; row++) {
      System.out.println("  " + line(pairs.left()[0][row]) + "   " + line(pairs.right()[0][row]));
    }
    System.out.println();
    for (String output : List.of("left_digit", "right_digit", "sum")) {
      float[] probabilities = predictions.floats(output)[0];
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      System.out.printf(
          Locale.ROOT, "  %-12s %2d  (%.1f %% sure)%n", output, best, 100 * probabilities[best]);
    }
  }

  private static String line(float[][] pixels) {
    StringBuilder line = new StringBuilder();
    for (float[] pixel : pixels) {
      line.append(String.valueOf(" .:-=+*#%@".charAt((int) (pixel[0] * 9))).repeat(2));
    }
    return line.toString();
  }
}
