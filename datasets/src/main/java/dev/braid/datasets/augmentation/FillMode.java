package dev.braid.datasets.augmentation;

/** The fill of pixels outside an image. */
public enum FillMode {
  /** The lowest value: black. */
  CONSTANT,
  /** The nearest pixel of the edge. */
  NEAREST,
  /** The image, mirrored at its edge. */
  REFLECT;

  /** The index of the pixel that replaces one outside; -1 for none. */
  int pixel(int place, int size) {
    if (place >= 0 && place < size) {
      return place;
    }
    return switch (this) {
      case CONSTANT -> -1;
      case NEAREST -> place < 0 ? 0 : size - 1;
      case REFLECT -> {
        int period = Math.floorMod(place, 2 * size);
        yield period < size ? period : 2 * size - 1 - period;
      }
    };
  }
}
