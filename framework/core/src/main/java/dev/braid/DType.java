package dev.braid;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The type of a tensor's elements, as Keras names them.
 *
 * <p>An input's type says which values its data may have. Layers compute in float32.
 */
public enum DType {
  FLOAT32,
  FLOAT64,
  FLOAT16,
  BFLOAT16,
  INT8(-0x1p7, 0x1p7 - 1),
  INT16(-0x1p15, 0x1p15 - 1),
  INT32(-0x1p31, 0x1p31 - 1),
  INT64(-0x1p63, 0x1p63),
  UINT8(0, 0x1p8 - 1),
  UINT16(0, 0x1p16 - 1),
  UINT32(0, 0x1p32 - 1),
  UINT64(0, 0x1p64),
  BOOL(0, 1),
  STRING;

  private final double low;
  private final double high;

  DType() {
    this(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  DType(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /** The type of that name in Keras' spelling. */
  public static DType of(String keras) {
    for (DType type : values()) {
      if (type.keras().equals(keras)) {
        return type;
      }
    }
    throw StructureException.of(
        "A type of elements cannot be read",
        new Problem(
            "option",
            "dtype",
            "one of " + Arrays.stream(values()).map(DType::keras).collect(Collectors.joining(", ")),
            "received \"" + keras + '"',
            ""));
  }

  /** Keras' spelling, such as {@code float32}. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean floating() {
    return this == FLOAT32 || this == FLOAT64 || this == FLOAT16 || this == BFLOAT16;
  }

  /** True for integers and for bool, whose values are 0 and 1. */
  public boolean whole() {
    return !floating() && this != STRING;
  }

  /** The smallest value that it holds. */
  public double low() {
    return low;
  }

  /** The largest value that it holds. */
  public double high() {
    return high;
  }

  @Override
  public String toString() {
    return keras();
  }
}
