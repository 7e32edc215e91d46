package dev.braid.internal.saving.hdf5;

/** The element type of a dataset, and the class of the Java array that stores the elements. */
public enum H5Type {
  /** Stored in {@code float[]}. */
  FLOAT16(2),
  /** Stored in {@code float[]}. */
  FLOAT32(4),
  /** Stored in {@code double[]}. */
  FLOAT64(8),
  /** Stored in {@code int[]}. */
  INT8(1),
  /** Stored in {@code int[]}. */
  INT16(2),
  /** Stored in {@code int[]}. */
  INT32(4),
  /** Stored in {@code long[]}. */
  INT64(8),
  /** Stored in {@code int[]}. */
  UINT8(1),
  /** Stored in {@code int[]}. */
  UINT16(2),
  /** Stored in {@code long[]}. */
  UINT32(4),
  /** Stored in {@code long[]}; a value over {@link Long#MAX_VALUE} wraps to a negative one. */
  UINT64(8),
  /** Stored in {@code boolean[]}; h5py stores it as an enumeration of FALSE and TRUE. */
  BOOL(1),
  /** Stored in {@code String[]}; written with variable length in UTF-8. */
  STRING(16);

  private final int bytes;

  H5Type(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one element in a file that Braid writes. */
  int bytes() {
    return bytes;
  }

  boolean floating() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  boolean signed() {
    return this == INT8 || this == INT16 || this == INT32 || this == INT64;
  }

  /** Returns the class of the array that stores the elements. */
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
