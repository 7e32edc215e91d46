package dev.braid.datasets.folders;

/** An image whose rows are read one at a time, so that no pixel is an object of its own. */
interface PixelRows {
  /** How many rows there are. */
  int height();

  /** How many pixels a row has. */
  int width();

  /** How many numbers a pixel has. */
  int channels();

  /** Writes the pixels of a row one after the other. */
  void read(int row, float[] into);

  /** An image that is nested arrays already. */
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

  /** A part of the image. */
  default PixelRows part(int top, int left, int height, int width) {
    PixelRows whole = this;
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
        return whole.channels();
      }

      @Override
      public void read(int row, float[] into) {
        whole.read(top + row, line);
        System.arraycopy(line, left * channels(), into, 0, width * channels());
      }
    };
  }
}
