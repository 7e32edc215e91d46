package dev.braid.engine.fast;

/**
 * A window that slides over pictures of (samples, height, width, channels).
 *
 * @param filters how many channels come out
 * @param size height and width of the window
 * @param before zeros above and to the left
 * @param after zeros below and to the right
 */
public record Sliding(
    int samples,
    int height,
    int width,
    int channels,
    int filters,
    Pair size,
    Pair strides,
    Pair dilation,
    Pair before,
    Pair after) {

  /** One number for the height and one for the width. */
  public record Pair(int vertical, int horizontal) {
    long[] numbers() {
      return new long[] {vertical, horizontal};
    }

    /** As oneDNN counts dilation: from 0. */
    long[] less() {
      return new long[] {vertical - 1L, horizontal - 1L};
    }
  }

  public int outputHeight() {
    int extent = (size.vertical - 1) * dilation.vertical + 1;
    return (height + before.vertical + after.vertical - extent) / strides.vertical + 1;
  }

  public int outputWidth() {
    int extent = (size.horizontal - 1) * dilation.horizontal + 1;
    return (width + before.horizontal + after.horizontal - extent) / strides.horizontal + 1;
  }

  /** In oneDNN's order of axes. */
  long[] input() {
    return new long[] {samples, channels, height, width};
  }

  long[] output() {
    return new long[] {samples, filters, outputHeight(), outputWidth()};
  }

  long[] kernel() {
    return new long[] {filters, channels, size.vertical, size.horizontal};
  }
}
