package dev.braid.datasets.folders;

/** Brings pictures to another size, with the numbers that Keras' bilinear resizing gives. */
public final class Resizing {
  private Resizing() {}

  /** Mixes the four nearest pixels; a picture that has the size already is returned itself. */
  public static float[][][] bilinear(float[][][] image, int height, int width) {
    if (image.length == height && image[0].length == width) {
      return image;
    }
    int channels = image[0][0].length;
    float[][][] resized = new float[height][width][channels];
    for (int y = 0; y < height; y++) {
      // Pixels are squares with their centres at halves.
      float row = clamp((y + 0.5f) * image.length / height - 0.5f, image.length);
      int top = (int) row;
      int bottom = Math.min(top + 1, image.length - 1);
      for (int x = 0; x < width; x++) {
        float column = clamp((x + 0.5f) * image[0].length / width - 0.5f, image[0].length);
        int left = (int) column;
        int right = Math.min(left + 1, image[0].length - 1);
        for (int c = 0; c < channels; c++) {
          float above = mix(image[top][left][c], image[top][right][c], column - left);
          float below = mix(image[bottom][left][c], image[bottom][right][c], column - left);
          resized[y][x][c] = mix(above, below, row - top);
        }
      }
    }
    return resized;
  }

  /** The largest part from the middle with the target's proportions, resized. */
  public static float[][][] cropped(float[][][] image, int height, int width) {
    int wide = Math.min(image[0].length, Math.round((float) image.length * width / height));
    int high = Math.min(image.length, Math.round((float) image[0].length * height / width));
    return bilinear(
        part(
            image,
            (image.length - Math.max(1, high)) / 2,
            (image[0].length - Math.max(1, wide)) / 2,
            Math.max(1, high),
            Math.max(1, wide)),
        height,
        width);
  }

  /** A part of a picture. */
  public static float[][][] part(float[][][] image, int top, int left, int height, int width) {
    float[][][] part = new float[height][width][];
    for (int y = 0; y < height; y++) {
      System.arraycopy(image[top + y], left, part[y], 0, width);
    }
    return part;
  }

  private static float clamp(float place, int size) {
    return Math.max(0, Math.min(size - 1, place));
  }

  private static float mix(float a, float b, float part) {
    return a + (b - a) * part;
  }
}
