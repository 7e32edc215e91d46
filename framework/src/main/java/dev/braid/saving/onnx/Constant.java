package dev.braid.saving.onnx;

/**
 * Numbers that stand in the file.
 *
 * @param values float[] or long[], in C order
 */
record Constant(Wire wire, Object values) {
  long bytes() {
    return values instanceof float[] floats
        ? (long) floats.length * Float.BYTES
        : (long) ((long[]) values).length * Long.BYTES;
  }
}
