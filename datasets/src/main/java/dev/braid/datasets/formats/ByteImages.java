package dev.braid.datasets.formats;

/** Makes pictures with values from 0 to 1 out of unsigned bytes. */
public final class ByteImages {
  private static final float WHITE = 255;

  private ByteImages() {}

  /** Pictures of one channel whose rows lie one after the other. */
  public static float[][][][] gray(byte[] values, int count, int height, int width) {
    float[][][][] images = new float[count][height][width][1];
    int next = 0;
    for (float[][][] image : images) {
      for (float[][] row : image) {
        for (float[] pixel : row) {
          pixel[0] = (values[next++] & 0xff) / WHITE;
        }
      }
    }
    return images;
  }

  /** A picture whose channels lie one after the other, from a place in the bytes on. */
  public static float[][][] planes(byte[] values, int from, int channels, int height, int width) {
    float[][][] image = new float[height][width][channels];
    int next = from;
    for (int channel = 0; channel < channels; channel++) {
      for (float[][] row : image) {
        for (float[] pixel : row) {
          pixel[channel] = (values[next++] & 0xff) / WHITE;
        }
      }
    }
    return image;
  }
}
