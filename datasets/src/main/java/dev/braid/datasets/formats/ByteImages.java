package dev.braid.datasets.formats;

/** Converts unsigned bytes to images with values from 0 to 1. */
public final class ByteImages {
  private static final float WHITE = 255;

  private ByteImages() {}

  /** An image from consecutive channels, starting at an offset. */
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
