package dev.braid.datasets.folders;

/** An image whose rows are read one at a time, so that pixels are not separate objects. */
interface PixelRows {
  /** The number of rows. */
  int height();

  /** The number of pixels in a row. */
  int width();

  /** The number of channels. */
  int channels();

  /** Writes the pixels of a row one after the other. */
  void read(int row, float[] into);

  /** Wraps an image of nested arrays. */
  static PixelRows of(float[][][] image) {
    return new PixelRows() {
      @Override
      public int height() {
        return image.length;
      }

      @Override
      public int width() {
        return image[0].length;
      }

      @Override
      public int channels() {
        return image[0][0].length;
      }

      @Override
      public void read(int row, float[] into) {
        int channels = channels();
        for (int x = 0; x < image[row].length; x++) {
          System.arraycopy(image[row][x], 0, into, x * channels, channels);
        }
      }
    };
  }

  /** The image as nested arrays. */
  default float[][][] nested() {
    float[][][] nested = new float[height()][width()][channels()];
    float[] line = new float[width() * channels()];
    for (int y = 0; y < nested.length; y++) {
      read(y, line);
      for (int x = 0; x < nested[y].length; x++) {
        System.arraycopy(line, x * channels(), nested[y][x], 0, channels());
      }
    }
    return nested;
  }

  /** A crop of the image. */
  default PixelRows part(int top, int left, int height, int width) {
    PixelRows full = this;
    float[] line = new float[width() * channels()];
    return new PixelRows() {
      @Override
      public int height() {
        return height;
      }

      @Override
      public int width() {
        return width;
      }

      @Override
      public int channels() {
        return full.channels();
      }

      @Override
      public void read(int row, float[] into) {
        full.read(top + row, line);
        System.arraycopy(line, left * channels(), into, 0, width * channels());
      }
    };
  }
}
