package dev.braid.datasets.formats;

import dev.braid.saving.FileFormatException;

/**
 * Pictures of CIFAR's binary version: some bytes of labels, then 32 by 32 pixels, channel by
 * channel.
 *
 * @param pixels the pictures, one after the other
 * @param labels for each kind of label, the class of each sample
 */
public record CifarRecords(byte[] pixels, int[][] labels) {
  /** How many rows and columns a picture has. */
  public static final int SIDE = 32;

  /** How many channels a picture has. */
  public static final int CHANNELS = 3;

  private static final int PIXELS = SIDE * SIDE * CHANNELS;

  /**
   * Reads the records of a file.
   *
   * @param bytes the whole file
   * @param kinds how many bytes of labels stand before each picture
   * @param name what messages call the file
   */
  public static CifarRecords read(byte[] bytes, int kinds, String name) throws FileFormatException {
    int record = kinds + PIXELS;
    if (bytes.length == 0 || bytes.length % record != 0) {
      throw FileFormatException.damaged(
          name, "its " + bytes.length + " bytes are no multiple of a record's " + record);
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
