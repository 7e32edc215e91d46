package dev.braid.internal.saving.onnx;

/**
 * A constant that is stored in the file.
 *
 * @param values the elements as float[] or long[], in C order
 */
record OnnxConstant(OnnxValue value, Object values) {
  long bytes() {
    return values instanceof float[] floats
        ? (long) floats.length * Float.BYTES
        : (long) ((long[]) values).length * Long.BYTES;
  }
}
