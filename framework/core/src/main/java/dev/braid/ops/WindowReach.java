package dev.braid.ops;

/**
 * Crops the end of axes that no window reaches, if strides are longer than windows.
 *
 * <p>ND4J's operations compute a negative padding in this case and fail, or begin at the wrong
 * element.
 */
final class WindowReach {
  private WindowReach() {}

  /**
   * The part of the input that windows with padding {@code same} cover.
   *
   * @param x (samples, space…, channels)
   * @param size of the window, one number for each spatial axis; more are ignored
   * @param strides one for each spatial axis
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
