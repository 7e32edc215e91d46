package dev.braid.saving.onnx;

/**
 * A size along an axis.
 *
 * @param known -1 where it shows only when the graph runs
 * @param found a wire that has it then; null where it is known, or follows from the others
 */
record Size(long known, Wire found) {
  /** The one size of a shape that follows from all others. */
  static final Size REST = new Size(-1, null);

  static Size of(long known) {
    return new Size(known, null);
  }
}
