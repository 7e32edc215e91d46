package dev.braid.saving.hdf5;

/** The type of a dataset's elements, and the Java array that holds them. */
public enum H5Type {
  /** Held in {@code float[]}. */
  FLOAT16(2),
  /** Held in {@code float[]}. */
  FLOAT32(4),
  /** Held in {@code double[]}. */
  FLOAT64(8),
  /** Held in {@code int[]}. */
  INT8(1),
  /** Held in {@code int[]}. */
  INT16(2),
  /** Held in {@code int[]}. */
  INT32(4),
  /** Held in {@code long[]}. */
  INT64(8),
  /** Held in {@code int[]}. */
  UINT8(1),
  /** Held in {@code int[]}. */
  UINT16(2),
  /** Held in {@code long[]}. */
  UINT32(4),
  /** Held in {@code long[]}; a value over {@link Long#MAX_VALUE} wraps to a negative one. */
  UINT64(8),
  /** Held in {@code boolean[]}; h5py stores it as an enumeration of FALSE and TRUE. */
  BOOL(1),
  /** Held in {@code String[]}; written with variable length in UTF-8. */
  STRING(16);

  private final int bytes;

  H5Type(int bytes) {
    this.bytes = bytes;
  }

  /** The bytes of one element in a file that Braid writes. */
  int bytes() {
    return bytes;
  }

  boolean floating() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  boolean signed() {
    return this == INT8 || this == INT16 || this == INT32 || this == INT64;
  }

  /** The class of the array that holds the elements. */
  Class<?> arrayClass() {
    return switch (this) {
      case FLOAT16, FLOAT32 -> float[].class;
      case FLOAT64 -> double[].class;
      case INT8, INT16, INT32, UINT8, UINT16 -> int[].class;
      case INT64, UINT32, UINT64 -> long[].class;
      case BOOL -> boolean[].class;
      case STRING -> String[].class;
    };
  }
}
