package dev.braid.models.vision;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Fit;
import dev.braid.History;
import dev.braid.Model;
import dev.braid.Verbosity;
import dev.braid.datasets.Digits;
import dev.braid.datasets.Images;
import dev.braid.models.applications.DenseNet;
import dev.braid.models.applications.MobileNetV2;
import dev.braid.models.applications.ResNet;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that each architecture learns: small ones real digits, large ones overfit a few images. */
class VisionModelsTest {
  private static final Images TRAIN = Digits.load().train().head(400);
  private static final Images TEST = Digits.load().test().head(200);

  @BeforeEach
  void start_from_one_seed() {
    setRandomSeed(1);
  }

  private static Fit quietly(int epochs) {
    return epochs(epochs).batchSize(16).verbose(Verbosity.SILENT);
  }

  /** Doubles the height and width. */
  private static float[][][][] doubled(float[][][][] images) {
    float[][][][] large = new float[images.length][16][16][1];
    for (int i = 0; i < images.length; i++) {
      for (int row = 0; row < 16; row++) {
        for (int column = 0; column < 16; column++) {
          large[i][row][column][0] = images[i][row / 2][column / 2][0];
        }
      }
    }
    return large;
  }

  @Test
  void should_read_digits_with_lenet() {
    Model model = LeNet.of(16, 16, 1, 10);
    model.compile(adam(3e-3), sparseCategoricalCrossentropy(), accuracy());
    model.fit(doubled(TRAIN.images()), TRAIN.labels(), quietly(6));
    assertThat(model.evaluate(doubled(TEST.images()), TEST.labels()).get("accuracy"))
        .isGreaterThan(0.85);
  }

  @Test
  void should_read_digits_with_a_small_vgg() {
    Model model = SmallVgg.of(8, 8, 1, 10);
    model.compile(adam(2e-3), sparseCategoricalCrossentropy(), accuracy());
    model.fit(TRAIN.images(), TRAIN.labels(), quietly(5));
    assertThat(model.evaluate(TEST.images(), TEST.labels()).get("accuracy")).isGreaterThan(0.85);
  }

  @Test
  void should_read_digits_with_resnet20() {
    Model model = ResNet20.of(8, 8, 1, 10);
    model.compile(adam(2e-3), sparseCategoricalCrossentropy(), accuracy());
    History history = model.fit(TRAIN.images(), TRAIN.labels(), quietly(4));
    assertThat(history.last("accuracy")).isGreaterThan(0.85);
  }

  @Test
  void should_mark_ink_with_a_unet() {
    float[][][][] images = doubled(TRAIN.head(64).images());
    int[][][][] ink = new int[images.length][16][16][1];
    for (int i = 0; i < ink.length; i++) {
      for (int row = 0; row < 16; row++) {
        for (int column = 0; column < 16; column++) {
          ink[i][row][column][0] = images[i][row][column][0] > 0.5 ? 1 : 0;
        }
      }
    }
    Model model = UNet.of(16, 16, 1, 1, 8, 16, 32);
    model.compile(adam(3e-3), binaryCrossentropy(), binaryAccuracy());
    History history = model.fit(images, ink, quietly(15));
    assertThat(history.last("binary_accuracy")).isGreaterThan(0.95);
  }

  static Stream<Model> large() {
    return Stream.of(
        ResNet.resNet50().inputShape(32, 32, 3).classes(4).build(),
        MobileNetV2.mobileNetV2().alpha(0.35).inputShape(32, 32, 3).classes(4).build(),
        DenseNet.denseNet121().inputShape(32, 32, 3).classes(4).build());
  }

  @ParameterizedTest
  @MethodSource("large")
  void should_overfit_a_few_images(Model model) {
    SplittableRandom random = new SplittableRandom(2);
    float[][][][] images = new float[8][32][32][3];
    for (float[][][] image : images) {
      for (float[][] row : image) {
        for (float[] pixel : row) {
          for (int channel = 0; channel < 3; channel++) {
            pixel[channel] = (float) random.nextDouble();
          }
        }
      }
    }
    int[] labels = {0, 1, 2, 3, 0, 1, 2, 3};
    model.compile(adam(1e-3), sparseCategoricalCrossentropy());
    double[] losses = model.fit(images, labels, quietly(6)).get("loss");
    assertThat(losses[5]).isLessThan(0.6 * losses[0]);
  }
}
