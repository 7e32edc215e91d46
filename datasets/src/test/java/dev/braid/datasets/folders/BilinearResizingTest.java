package dev.braid.datasets.folders;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BilinearResizingTest {

  private static float[][][] squares(int height, int width) {
    float[][][] image = new float[height][width][1];
    for (int i = 0; i < height * width; i++) {
      image[i / width][i % width][0] = i * i;
    }
    return image;
  }

  private static void check(float[][][] resized, float[][] expected) {
    for (int y = 0; y < expected.length; y++) {
      for (int x = 0; x < expected[y].length; x++) {
        assertThat(resized[y][x][0]).isCloseTo(expected[y][x], Offset.offset(1e-4f));
      }
    }
  }

  @Test
  void should_give_the_values_of_keras() {
    check(
        BilinearResizing.bilinear(squares(2, 3), 4, 5),
        new float[][] {
          {0, 0.4f, 1, 2.8f, 4},
          {2.25f, 3.25f, 4.75f, 7.45f, 9.25f},
          {6.75f, 8.95f, 12.25f, 16.75f, 19.75f},
          {9, 11.8f, 16, 21.4f, 25}
        });
    check(
        BilinearResizing.bilinear(squares(4, 4), 2, 3),
        new float[][] {{8.833333f, 16.5f, 27.5f}, {107.5f, 136.5f, 168.83334f}});
  }

  @Test
  void should_crop_the_center_to_keep_the_aspect_ratio() {
    check(BilinearResizing.cropped(squares(2, 4), 2, 2), new float[][] {{1, 4}, {25, 36}});
    check(BilinearResizing.cropped(squares(4, 1), 1, 1), new float[][] {{1}});
  }

  @Test
  void should_not_change_an_image_of_the_right_size() {
    float[][][] image = squares(3, 2);

    assertThat(BilinearResizing.bilinear(image, 3, 2)).isSameAs(image);
  }
}
