package dev.braid.saving.npz;

import java.util.Optional;

/** The supported element types of NumPy and the Java arrays that store them. */
public enum NpyType {
  /** Stored in {@code boolean[]}. */
  BOOL("b1", boolean[].class),
  /** Stored in {@code int[]}. */
  INT8("i1", int[].class),
  /** Stored in {@code int[]}. */
  INT16("i2", int[].class),
  /** Stored in {@code int[]}. */
  INT32("i4", int[].class),
  /** Stored in {@code long[]}. */
  INT64("i8", long[].class),
  /** Stored in {@code int[]}. */
  UINT8("u1", int[].class),
  /** Stored in {@code int[]}. */
  UINT16("u2", int[].class),
  /** Stored in {@code long[]}. */
  UINT32("u4", long[].class),
  /** Stored in {@code long[]}; a value over {@link Long#MAX_VALUE} wraps to a negative one. */
  UINT64("u8", long[].class),
  /** Stored in {@code float[]}. */
  FLOAT16("f2", float[].class),
  /** Stored in {@code float[]}. */
  FLOAT32("f4", float[].class),
  /** Stored in {@code double[]}. */
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

  /** Returns NumPy's type code, such as {@code f4}. */
  String code() {
    return code;
  }

  int bytes() {
    return code.charAt(1) - '0';
  }

  /** Returns the number of bytes of an element in a Java array. */
  int javaBytes() {
    return arrayClass == boolean[].class ? 1 : arrayClass == int[].class ? 4 : Math.max(4, bytes());
  }

  Class<?> arrayClass() {
    return arrayClass;
  }
}
