package dev.braid.internal.saving.onnx;

import dev.braid.DType;
import java.util.Optional;

/** The element types of exported graphs, with ONNX's numbers. */
enum OnnxType {
  FLOAT(1),
  UINT8(2),
  INT8(3),
  UINT16(4),
  INT16(5),
  INT32(6),
  INT64(7),
  BOOL(9),
  UINT32(12),
  UINT64(13);

  private final int number;

  OnnxType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /**
   * Returns the type of an input of the model; Braid computes in 32 bits for floats of any width.
   */
  static Optional<OnnxType> of(DType type) {
    return switch (type) {
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> Optional.of(FLOAT);
      case STRING -> Optional.empty();
      default -> Optional.of(valueOf(type.name()));
    };
  }
}
