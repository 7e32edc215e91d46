package dev.braid.datasets.augmentation;

/**
 * An affine transform of images: flipped, rotated, scaled and shifted at once, so that pixels are
 * interpolated only once.
 *
 * @param flipX whether left and right are swapped
 * @param flipY whether top and bottom are swapped
 * @param angle the rotation in radians
 * @param zoom the scale factor
 * @param down the shift down in pixels
 * @param right the shift to the right in pixels
 */
record ImageTransform(
    boolean flipX, boolean flipY, double angle, double zoom, double down, double right) {

  private boolean isIdentity() {
    return angle == 0 && zoom == 1 && down == 0 && right == 0;
  }

  /** A transformed copy. */
  float[][][] apply(float[][][] image, FillMode fill, float empty) {
    int height = image.length;
    int width = image[0].length;
    float[][][] moved = new float[height][width][image[0][0].length];
    double cos = Math.cos(angle) / zoom;
    double sin = Math.sin(angle) / zoom;
    double middleY = (height - 1) / 2.0;
    double middleX = (width - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dy = y - middleY - down;
        double dx = x - middleX - right;
        double fromY = (cos * dy - sin * dx) * (flipY ? -1 : 1) + middleY;
        double fromX = (sin * dy + cos * dx) * (flipX ? -1 : 1) + middleX;
        if (isIdentity()) {
          moved[y][x] = image[(int) Math.rint(fromY)][(int) Math.rint(fromX)].clone();
        } else {
          mix(moved[y][x], image, fromY, fromX, fill, empty);
        }
      }
    }
    return moved;
  }

  private static void mix(
      float[] pixel, float[][][] image, double y, double x, FillMode fill, float empty) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    float lower = (float) (y - top);
    float righter = (float) (x - left);
    for (int c = 0; c < pixel.length; c++) {
      float above =
          value(image, top, left, c, fill, empty) * (1 - righter)
              + value(image, top, left + 1, c, fill, empty) * righter;
      float below =
          value(image, top + 1, left, c, fill, empty) * (1 - righter)
              + value(image, top + 1, left + 1, c, fill, empty) * righter;
      pixel[c] = above * (1 - lower) + below * lower;
    }
  }

  private static float value(
      float[][][] image, int y, int x, int channel, FillMode fill, float empty) {
    int row = fill.pixel(y, image.length);
    int column = fill.pixel(x, image[0].length);
    return row < 0 || column < 0 ? empty : image[row][column][channel];
  }
}
