package dev.braid.datasets.formats;

import dev.braid.saving.FileFormatException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A sound of one channel from a WAV file with 16 bits per sample.
 *
 * @param samples from -1 to 1
 * @param rate the number of samples per second
 */
public record Wav(float[] samples, int rate) {
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FORMAT = 0x20746d66;
  private static final int DATA = 0x61746164;
  private static final float LOUDEST = 32768;

  /** Reads a file; {@code name} is its name in messages. */
  public static Wav read(byte[] bytes, String name) throws FileFormatException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int riff = in.getInt();
      in.getInt();
      if (riff != RIFF || in.getInt() != WAVE) {
        throw FileFormatException.damaged(name, "it does not start as a WAV file");
      }
      int rate = 0;
      while (true) {
        int chunk = in.getInt();
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
          throw new BufferUnderflowException();
        }
        if (chunk == DATA && rate > 0) {
          return new Wav(samples(in, length / 2), rate);
        }
        int end = in.position() + length + (length & 1);
        if (chunk == FORMAT) {
          rate = rate(in, name);
        }
        in.position(Math.min(end, in.limit()));
      }
    } catch (BufferUnderflowException e) {
      throw FileFormatException.damaged(name, "it ends too early", e);
    }
  }

  private static int rate(ByteBuffer in, String name) throws FileFormatException {
    int coding = in.getShort();
    int channels = in.getShort();
    int rate = in.getInt();
    in.getInt();
    in.getShort();
    int bits = in.getShort();
    if (coding != 1 || channels != 1 || bits != 16 || rate <= 0) {
      throw FileFormatException.unsupported(
          name,
          "coding " + coding + " with " + channels + " channels of " + bits + " bits",
          "Save it as PCM with one channel of 16 bits.");
    }
    return rate;
  }

  private static float[] samples(ByteBuffer in, int count) {
    float[] samples = new float[count];
    for (int i = 0; i < count; i++) {
      samples[i] = in.getShort() / LOUDEST;
    }
    return samples;
  }
}
