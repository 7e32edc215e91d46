package dev.braid.saving.npz;

import java.util.Optional;

/** The element types of NumPy that are read and written, and the Java arrays that hold them. */
public enum NpyType {
  /** Held in {@code boolean[]}. */
  BOOL("b1", boolean[].class),
  /** Held in {@code int[]}. */
  INT8("i1", int[].class),
  /** Held in {@code int[]}. */
  INT16("i2", int[].class),
  /** Held in {@code int[]}. */
  INT32("i4", int[].class),
  /** Held in {@code long[]}. */
  INT64("i8", long[].class),
  /** Held in {@code int[]}. */
  UINT8("u1", int[].class),
  /** Held in {@code int[]}. */
  UINT16("u2", int[].class),
  /** Held in {@code long[]}. */
  UINT32("u4", long[].class),
  /** Held in {@code long[]}; a value over {@link Long#MAX_VALUE} wraps to a negative one. */
  UINT64("u8", long[].class),
  /** Held in {@code float[]}. */
  FLOAT16("f2", float[].class),
  /** Held in {@code float[]}. */
  FLOAT32("f4", float[].class),
  /** Held in {@code double[]}. */
  FLOAT64("f8", double[].class);

  private final String code;
  private final Class<?> arrayClass;

  NpyType(String code, Class<?> arrayClass) {
    this.code = code;
    this.arrayClass = arrayClass;
  }

  static Optional<NpyType> of(String code) {
    for (NpyType type : values()) {
      if (type.code.equals(code)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** NumPy's letter and number of bytes, such as {@code f4}. */
  String code() {
    return code;
  }

  int bytes() {
    return code.charAt(1) - '0';
  }

  /** How many bytes an element takes in a Java array. */
  int javaBytes() {
    return arrayClass == boolean[].class ? 1 : arrayClass == int[].class ? 4 : Math.max(4, bytes());
  }

  Class<?> arrayClass() {
    return arrayClass;
  }
}
