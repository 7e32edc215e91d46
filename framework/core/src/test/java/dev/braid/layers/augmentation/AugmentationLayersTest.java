package dev.braid.layers.augmentation;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that augmentations run only while training, differ between steps and repeat with the seed.
 */
class AugmentationLayersTest {
  static Stream<Layer> layers() {
    return Stream.of(
        randomFlip(),
        randomRotation(0.2),
        randomZoom(0.4),
        randomTranslation(0.4, 0.3),
        randomCrop(4, 3),
        randomBrightness(0.3).valueRange(0, 1),
        randomContrast(0.3, 0.6).valueRange(0, 1));
  }

  private static float[][][][] images() {
    float[][][][] images = new float[8][6][5][1];
    for (int i = 0; i < images.length; i++) {
      for (int row = 0; row < 6; row++) {
        for (int column = 0; column < 5; column++) {
          images[i][row][column][0] = (i + row * 5 + column) / 60f;
        }
      }
    }
    return images;
  }

  /** The losses of several steps without weight changes, which depend on the layer's output. */
  private static double[] losses(Layer layer, int steps) {
    setRandomSeed(7);
    Tensor in = input("image", 6, 5, 1);
    Model model =
        Model.inputs(in)
            .outputs(layer.apply(in).then(flatten()).then(dense(2).trainable(false).name("out")));
    model.compile(sgd(0.1), mse());
    double[] losses = new double[steps];
    for (int i = 0; i < steps; i++) {
      losses[i] = model.trainOnBatch(images(), new float[8][2]).get("loss");
    }
    double tested = model.testOnBatch(images(), new float[8][2]).get("loss");
    assertThat(model.testOnBatch(images(), new float[8][2]).get("loss")).isEqualTo(tested);
    return losses;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void should_differ_from_step_to_step_and_repeat_with_the_seed(Layer layer) {
    double[] losses = losses(layer, 6);
    Set<Double> different = new HashSet<>();
    Arrays.stream(losses).forEach(different::add);
    assertThat(different).hasSizeGreaterThan(2);
    assertThat(losses(layer.name("again"), 6)).isEqualTo(losses);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void should_load_from_a_file(Layer layer, @TempDir Path folder) throws IOException {
    Tensor in = input("image", 6, 5, 1);
    Model model = Model.inputs(in).outputs(layer.name("change").apply(in));
    Path file = folder.resolve("model.keras");
    model.save(file);
    Model copy = Model.load(file);
    assertThat(copy.layer("change").config()).isEqualTo(model.layer("change").config());
    assertThat(copy.predict(images()).array()).isEqualTo(model.predict(images()).array());
  }

  @Test
  void should_pass_images_on_outside_training() {
    Tensor in = input("image", 6, 5, 1);
    Model model =
        Model.inputs(in).outputs(in.then(randomRotation(0.5)).then(randomFlip().name("out")));
    assertThat(model.predict(images()).array().data().asFloat())
        .isEqualTo(org.nd4j.linalg.factory.Nd4j.createFromArray(images()).data().asFloat());
  }

  @Test
  void should_reject_invalid_options() {
    assertThatThrownBy(() -> randomRotation(1.5))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"factor\": expected one number or two, between -1.0 and 1.0");
    assertThatThrownBy(() -> randomZoom(0.2).fillMode("mirror"))
        .hasMessageContaining("\"fillMode\": expected one of constant, reflect, wrap, nearest");
    assertThatThrownBy(() -> randomFlip().mode("sideways"))
        .hasMessageContaining("expected one of horizontal, vertical, horizontal_and_vertical");
    assertThatThrownBy(() -> randomBrightness(0.2).valueRange(1, 0))
        .hasMessageContaining("\"valueRange\": expected two numbers in ascending order");
    assertThatThrownBy(() -> resizing(2, 2).cropToAspectRatio().padToAspectRatio())
        .hasMessageContaining("expected one of cropping and padding, received both");
    assertThatThrownBy(() -> input("text", 4).then(randomFlip()))
        .hasMessageContaining("expected 4 axes (?, height, width, channels)");
  }
}
