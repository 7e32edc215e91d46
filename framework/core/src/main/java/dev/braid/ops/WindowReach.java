package dev.braid.ops;

/**
 * Leaves out the end of axes that no window reaches, where strides are longer than windows.
 *
 * <p>ND4J's operations compute a negative padding there and fail, or begin at the wrong element.
 */
final class WindowReach {
  private WindowReach() {}

  /**
   * The part of the input that windows with padding {@code same} cover.
   *
   * @param x (samples, space…, channels)
   * @param size of the window, one number an axis of space; more are ignored
   * @param strides one an axis of space
   */
  static Value covered(Value x, long[] size, long... strides) {
    Value covered = x;
    for (int i = 0; i < strides.length; i++) {
      long length = x.size(i + 1);
      long reach = (length - 1) / strides[i] * strides[i] + size[i];
      if (reach < length) {
        covered = covered.slice(i + 1, 0, reach);
      }
    }
    return covered;
  }
}
