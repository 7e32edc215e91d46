package dev.braid.saving.onnx;

import dev.braid.DType;
import java.util.Optional;

/** The types of elements that exported graphs use, with ONNX's numbers. */
enum Type {
  FLOAT(1),
  INT32(6),
  INT64(7),
  BOOL(9);

  private final int number;

  Type(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The type that an input of the model has; Braid computes in 32 bits whatever floats come in. */
  static Optional<Type> of(DType type) {
    return switch (type) {
      case FLOAT16, FLOAT32, FLOAT64 -> Optional.of(FLOAT);
      case INT32 -> Optional.of(INT32);
      case INT64 -> Optional.of(INT64);
      case BOOL -> Optional.of(BOOL);
      case STRING -> Optional.empty();
    };
  }
}
