package dev.braid.datasets.folders;

/** Resizes images with the results of Keras' bilinear resizing. */
public final class BilinearResizing {
  private BilinearResizing() {}

  /** Interpolates the four nearest pixels; an image of the right size is returned unchanged. */
  public static float[][][] bilinear(float[][][] image, int height, int width) {
    return image.length == height && image[0].length == width
        ? image
        : bilinear(PixelRows.of(image), height, width);
  }

  /** Interpolates the four nearest pixels of an image whose rows are read on demand. */
  static float[][][] bilinear(PixelRows image, int height, int width) {
    if (image.height() == height && image.width() == width) {
      return image.nested();
    }
    int channels = image.channels();
    float[][][] resized = new float[height][width][channels];
    Lines lines = new Lines(image);
    for (int y = 0; y < height; y++) {
      // Pixel centres are at half coordinates.
      float row = clamp((y + 0.5f) * image.height() / height - 0.5f, image.height());
      int top = (int) row;
      float[] upper = lines.at(top);
      float[] lower = lines.at(Math.min(top + 1, image.height() - 1));
      for (int x = 0; x < width; x++) {
        float column = clamp((x + 0.5f) * image.width() / width - 0.5f, image.width());
        int first = (int) column;
        int left = first * channels;
        int right = Math.min(first + 1, image.width() - 1) * channels;
        float across = column - first;
        for (int c = 0; c < channels; c++) {
          float above = mix(upper[left + c], upper[right + c], across);
          float below = mix(lower[left + c], lower[right + c], across);
          resized[y][x][c] = mix(above, below, row - top);
        }
      }
    }
    return resized;
  }

  /** The two rows that were last read. */
  private static final class Lines {
    private final PixelRows image;
    private float[] newer;
    private float[] older;
    private int newerRow = -1;
    private int olderRow = -1;

    Lines(PixelRows image) {
      this.image = image;
      this.newer = new float[image.width() * image.channels()];
      this.older = newer.clone();
    }

    float[] at(int row) {
      if (row == newerRow) {
        return newer;
      }
      if (row == olderRow) {
        return older;
      }
      float[] free = older;
      older = newer;
      olderRow = newerRow;
      newer = free;
      newerRow = row;
      image.read(row, newer);
      return newer;
    }
  }

  /** The largest centered crop with the target's aspect ratio, resized. */
  public static float[][][] cropped(float[][][] image, int height, int width) {
    return cropped(PixelRows.of(image), height, width);
  }

  static float[][][] cropped(PixelRows image, int height, int width) {
    int wide = Math.min(image.width(), Math.round((float) image.height() * width / height));
    int high = Math.min(image.height(), Math.round((float) image.width() * height / width));
    return bilinear(
        image.part(
            (image.height() - Math.max(1, high)) / 2,
            (image.width() - Math.max(1, wide)) / 2,
            Math.max(1, high),
            Math.max(1, wide)),
        height,
        width);
  }

  /** A crop of an image. */
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
