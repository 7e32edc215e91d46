package dev.braid.datasets.formats;

import dev.braid.saving.FileFormatException;

/**
 * Images of CIFAR's binary version: some bytes of labels, then 32 by 32 pixels, channel by channel.
 *
 * @param pixels the consecutive images
 * @param labels for each kind of label, the class of each sample
 */
public record CifarRecords(byte[] pixels, int[][] labels) {
  /** The number of rows and of columns of an image. */
  public static final int SIDE = 32;

  /** The number of channels of an image. */
  public static final int CHANNELS = 3;

  private static final int PIXELS = SIDE * SIDE * CHANNELS;

  /**
   * Reads the records of a file.
   *
   * @param bytes the content of the file
   * @param kinds the number of label bytes before each image
   * @param name the name of the file in messages
   */
  public static CifarRecords read(byte[] bytes, int kinds, String name) throws FileFormatException {
    int record = kinds + PIXELS;
    if (bytes.length == 0 || bytes.length % record != 0) {
      throw FileFormatException.damaged(
          name, "its " + bytes.length + " bytes are not a multiple of a record's " + record);
    }
    int count = bytes.length / record;
    byte[] pixels = new byte[count * PIXELS];
    int[][] labels = new int[kinds][count];
    for (int i = 0; i < count; i++) {
      for (int kind = 0; kind < kinds; kind++) {
        labels[kind][i] = bytes[i * record + kind] & 0xff;
      }
      System.arraycopy(bytes, i * record + kinds, pixels, i * PIXELS, PIXELS);
    }
    return new CifarRecords(pixels, labels);
  }
}
