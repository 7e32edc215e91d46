package dev.braid.datasets.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.datasets.batches.ArrayBatches;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

  /** The value of each pixel encodes its row and column. */
  private static float[][][] image(int height, int width) {
    float[][][] image = new float[height][width][1];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image[y][x][0] = (y * 10 + x) / 100f;
      }
    }
    return image;
  }

  private static float[][][][] images(int count) {
    float[][][][] images = new float[count][][][];
    for (int i = 0; i < count; i++) {
      images[i] = image(4, 6);
    }
    return images;
  }

  private static BatchSource source(int count) {
    return ArrayBatches.of(images(count), new int[count]).batchSize(8);
  }

  private static float[][][][] images(Batch batch) {
    return (float[][][][]) batch.x();
  }

  private static ImageTransform moved(double angle, double zoom, double down, double right) {
    return new ImageTransform(false, false, angle, zoom, down, right);
  }

  @Test
  void should_change_nothing_by_default() {
    Batch batch = Augmentation.seed(1).wrap(source(8)).get(0);

    assertThat(Arrays.deepEquals(images(batch), images(8))).isTrue();
  }

  @Test
  void should_flip_in_both_directions() {
    float[][][] x =
        new ImageTransform(true, false, 0, 1, 0, 0).apply(image(2, 3), FillMode.NEAREST, 0);
    float[][][] y =
        new ImageTransform(false, true, 0, 1, 0, 0).apply(image(2, 3), FillMode.NEAREST, 0);

    assertThat(x[1][0]).containsExactly(0.12f);
    assertThat(y[1][0]).containsExactly(0f);
  }

  @Test
  void should_shift_and_fill_empty_pixels() {
    float[][][] image = image(3, 3);

    assertThat(moved(0, 1, 1, 0).apply(image, FillMode.CONSTANT, 0.7f)[0][1]).containsExactly(0.7f);
    assertThat(moved(0, 1, 1, 0).apply(image, FillMode.CONSTANT, 0)[1][1][0])
        .isCloseTo(0.01f, CLOSE);
    assertThat(moved(0, 1, 0, 2).apply(image, FillMode.NEAREST, 0)[1][0][0])
        .isCloseTo(0.10f, CLOSE);
    assertThat(moved(0, 1, 0, 2).apply(image, FillMode.REFLECT, 0)[1][0][0])
        .isCloseTo(0.11f, CLOSE);
    assertThat(moved(0, 1, 0, 0.5).apply(image, FillMode.NEAREST, 0)[1][1][0])
        .isCloseTo(0.105f, CLOSE);
  }

  @Test
  void should_rotate_around_the_center() {
    float[][][] turned = moved(Math.PI / 2, 1, 0, 0).apply(image(3, 3), FillMode.NEAREST, 0);

    assertThat(turned[1][1][0]).isCloseTo(0.11f, CLOSE);
    // a rotation by 90 degrees permutes the corners
    assertThat(List.of(0f, 0.02f, 0.2f, 0.22f))
        .anySatisfy(corner -> assertThat(turned[0][0][0]).isCloseTo(corner, CLOSE));
    assertThat(turned[0][0][0] + turned[2][2][0]).isCloseTo(0.22f, CLOSE);
    assertThat(turned[0][0][0]).isNotCloseTo(0f, CLOSE);
  }

  @Test
  void should_zoom_around_the_center() {
    float[][][] larger = moved(0, 2, 0, 0).apply(image(3, 3), FillMode.NEAREST, 0);

    assertThat(larger[1][1][0]).isCloseTo(0.11f, CLOSE);
    assertThat(larger[0][0][0]).isCloseTo(0.055f, CLOSE);
  }

  @Test
  void should_mirror_at_the_edges() {
    assertThat(FillMode.REFLECT.pixel(-1, 3)).isZero();
    assertThat(FillMode.REFLECT.pixel(3, 3)).isEqualTo(2);
    assertThat(FillMode.REFLECT.pixel(-7, 3)).isZero();
    assertThat(FillMode.REFLECT.pixel(8, 3)).isEqualTo(2);
    assertThat(FillMode.NEAREST.pixel(99, 3)).isEqualTo(2);
    assertThat(FillMode.CONSTANT.pixel(3, 3)).isEqualTo(-1);
  }

  @Test
  void should_crop_existing_pixels() {
    Batch batch = Augmentation.seed(2).crop(2, 3).wrap(source(8)).get(0);

    for (float[][][] part : images(batch)) {
      assertThat(part).hasDimensions(2, 3);
      assertThat(part[1][2][0] - part[0][0][0]).isCloseTo(0.12f, CLOSE);
    }
    assertThatThrownBy(() -> Augmentation.seed(2).crop(9, 3).wrap(source(8)).get(0))
        .hasMessageContaining("crop(9, 3) is larger than an image of 4 by 6");
  }

  @Test
  void should_change_brightness_and_contrast_within_the_range() {
    Augmentation augmentation = Augmentation.seed(3).brightness(0.5).contrast(0.5);
    boolean changed = false;
    for (int i = 0; i < 20; i++) {
      float[][][] image = augmentation.apply(image(4, 6), new SplittableRandom(i));
      for (float[][] row : image) {
        for (float[] pixel : row) {
          assertThat(pixel[0]).isBetween(0f, 1f);
          changed |= pixel[0] > 0.5f;
        }
      }
    }
    assertThat(changed).isTrue();
  }

  @Test
  void should_repeat_with_the_seed_in_any_order_of_batches() {
    Augmentation augmentation =
        Augmentation.seed(4).flipHorizontal().rotate(20).zoom(0.2).shift(0.1, 0.1);
    BatchSource one = augmentation.wrap(source(24));
    BatchSource other = augmentation.wrap(source(24));

    Batch last = one.get(2);
    other.get(0);
    assertThat(Arrays.deepEquals(images(other.get(2)), images(last))).isTrue();
    assertThat(Arrays.deepEquals(images(one.get(1)), images(last))).isFalse();
    one.onEpochEnd();
    assertThat(Arrays.deepEquals(images(one.get(2)), images(last))).isFalse();
  }

  @Test
  void should_change_only_inputs_that_are_images() {
    float[][] numbers = {{1}, {2}};
    BatchSource batches =
        ArrayBatches.of(
            Map.of("left", images(2), "right", images(2), "numbers", numbers),
            Map.of("y", new int[] {0, 1}));
    Augmentation augmentation = Augmentation.seed(5).rotate(90);

    Map<?, ?> all = (Map<?, ?>) augmentation.wrap(batches).get(0).x();
    Map<?, ?> left = (Map<?, ?>) augmentation.wrap(batches, "left").get(0).x();

    assertThat((float[][]) all.get("numbers")).isDeepEqualTo(numbers);
    float[][][][] right = (float[][][][]) all.get("right");
    assertThat(Arrays.deepEquals(right, (float[][][][]) all.get("left"))).isFalse();
    assertThat(Arrays.deepEquals(right, images(2))).isFalse();
    assertThat(Arrays.deepEquals((float[][][][]) left.get("right"), images(2))).isTrue();
    assertThatThrownBy(() -> augmentation.wrap(batches, "numbers").get(0))
        .hasMessageContaining("expected images, float[][][][], as the inputs [numbers]");
  }

  @Test
  void should_keep_targets_and_weights() {
    BatchSource source =
        new BatchSource() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public Batch get(int index) {
            return Batch.of(images(1), new int[] {3}, new float[] {0.5f});
          }
        };
    Batch batch = Augmentation.seed(6).flipVertical().wrap(source).get(0);

    assertThat((int[]) batch.y()).containsExactly(3);
    assertThat((float[]) batch.weights()).containsExactly(0.5f);
  }
}
