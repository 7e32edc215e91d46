package dev.braid.saving.onnx;

/**
 * Elements that stand in the file.
 *
 * @param values float[] or long[], in C order
 */
record Constant(OnnxValue value, Object values) {
  long bytes() {
    return values instanceof float[] floats
        ? (long) floats.length * Float.BYTES
        : (long) ((long[]) values).length * Long.BYTES;
  }
}
