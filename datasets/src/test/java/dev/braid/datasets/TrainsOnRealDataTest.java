package dev.braid.datasets;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.BatchSource;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.datasets.tables.NamedTable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that fit accepts the data sets and that models learn from them. */
class TrainsOnRealDataTest {
  @TempDir Path folder;

  @BeforeEach
  void start() {
    setRandomSeed(1);
  }

  private static Model digitReader() {
    Tensor image = input("image", 8, 8, 1);
    Tensor digit =
        image.then(flatten()).then(dense(64, RELU)).then(dense(10, SOFTMAX).name("digit"));
    Model model = Model.inputs(image).outputs(digit);
    model.compile(adam(0.01), sparseCategoricalCrossentropy(), accuracy());
    return model;
  }

  @Test
  void should_learn_to_read_digits() {
    Images digits = Digits.load();
    Images train = digits.train();
    Images test = digits.test();
    Model model = digitReader();

    model.fit(train.images(), train.labels(), epochs(8).batchSize(64).verbose(Verbosity.SILENT));

    assertThat(model.evaluate(test.images(), test.labels()).get("accuracy")).isGreaterThan(0.93);
  }

  @Test
  void should_learn_from_augmented_batches() {
    Images train = Digits.load().train();
    Images test = Digits.load().test();
    BatchSource batches =
        Datasets.augmentation(7)
            .shift(0.05, 0.05)
            .rotate(5)
            .wrap(Datasets.batches(train.images(), train.labels()).batchSize(64).shuffled(7));
    Model model = digitReader();

    model.fit(batches, epochs(8).verbose(Verbosity.SILENT));

    assertThat(model.evaluate(test.images(), test.labels()).get("accuracy")).isGreaterThan(0.9);
  }

  @Test
  void should_learn_two_digits_and_their_sum() {
    TrainTest<Images> digits = Digits.load().split(0.2, 0);
    DigitPairs train = DigitPairs.of(digits.train(), 2000, 1);
    DigitPairs test = DigitPairs.of(digits.test(), 500, 2);
    Tensor left = input("left", 8, 8, 1);
    Tensor right = input("right", 8, 8, 1);
    Tensor a = left.then(flatten()).then(dense(48, RELU));
    Tensor b = right.then(flatten()).then(dense(48, RELU));
    Model model =
        Model.inputs(left, right)
            .outputs(
                a.then(dense(10, SOFTMAX).name("left_digit")),
                b.then(dense(10, SOFTMAX).name("right_digit")),
                concatenate(a, b).then(dense(48, RELU)).then(dense(1).name("sum")));
    model.compile(
        adam(0.01),
        output("left_digit").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
        output("right_digit").loss(sparseCategoricalCrossentropy()).metrics(accuracy()),
        output("sum").loss(mse()).weight(0.1).metrics(mae()));

    model.fit(train.inputs(), train.targets(), epochs(7).batchSize(64).verbose(Verbosity.SILENT));

    var scores = model.evaluate(test.inputs(), test.targets());
    assertThat(scores.get("left_digit_accuracy")).isGreaterThan(0.9);
    assertThat(scores.get("right_digit_accuracy")).isGreaterThan(0.9);
    assertThat(scores.get("sum_mae")).isLessThan(2);
  }

  @Test
  void should_learn_from_measurements() {
    for (Table table : new Table[] {Iris.load(), Wine.load(), BreastCancer.load()}) {
      Table train = table.train().standardized(table.train());
      Table test = table.test().standardized(table.train());
      Tensor features = input("features", table.featureNames().size());
      Model model =
          Model.inputs(features)
              .outputs(
                  features.then(dense(16, RELU)).then(dense(table.classNames().size(), SOFTMAX)));
      model.compile(adam(0.02), sparseCategoricalCrossentropy(), accuracy());

      model.fit(
          train.features(), train.labels(), epochs(15).batchSize(32).verbose(Verbosity.SILENT));

      assertThat(model.evaluate(test.features(), test.labels()).get("accuracy"))
          .isGreaterThan(0.85);
    }
  }

  @Test
  void should_learn_from_a_folder_of_images() throws IOException {
    Images digits = Digits.load().head(300);
    for (int i = 0; i < digits.size(); i++) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
      for (int place = 0; place < 64; place++) {
        int value = Math.round(digits.images()[i][place / 8][place % 8][0] * 255);
        image.getRaster().setSample(place % 8, place / 8, 0, value);
      }
      Path path = folder.resolve(digits.className(i)).resolve(i + ".png");
      Files.createDirectories(path.getParent());
      ImageIO.write(image, "png", path.toFile());
    }
    var images =
        Datasets.imageDatasetFromDirectory(folder)
            .imageSize(8, 8)
            .channels(1)
            .scale(1 / 255f)
            .shuffled(1);
    Model model = digitReader();

    model.fit(images, epochs(12).verbose(Verbosity.SILENT));

    assertThat(model.evaluate(images.inOrder()).get("accuracy")).isGreaterThan(0.95);
  }

  @Test
  void should_learn_from_a_csv_file() throws IOException {
    Table iris = Iris.load();
    StringBuilder text = new StringBuilder("sl,sw,pl,pw,kind\n");
    for (int i = 0; i < iris.size(); i++) {
      for (float value : iris.features()[i]) {
        text.append(value).append(',');
      }
      text.append(iris.classNames().get(iris.labels()[i])).append('\n');
    }
    TrainTest<NamedTable> parts =
        Datasets.csv(Files.writeString(folder.resolve("iris.csv"), text))
            .input("sepal", "sl", "sw")
            .input("petal", "pl", "pw")
            .classOutput("kind", "kind")
            .read()
            .split(0.2, 4);
    Tensor sepal = input("sepal", 2);
    Tensor petal = input("petal", 2);
    Tensor kind =
        concatenate(sepal, petal).then(dense(16, RELU)).then(dense(3, SOFTMAX).name("kind"));
    Model model = Model.inputs(sepal, petal).outputs(kind);
    model.compile(adam(0.02), sparseCategoricalCrossentropy(), accuracy());

    model.fit(
        parts.train().inputs(),
        parts.train().outputs(),
        epochs(25).batchSize(32).verbose(Verbosity.SILENT));

    assertThat(model.evaluate(parts.test().inputs(), parts.test().outputs()).get("accuracy"))
        .isGreaterThan(0.85);
  }
}
