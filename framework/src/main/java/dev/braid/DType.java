package dev.braid;

import java.util.Locale;

/** The type of a tensor's elements, as Keras names them. */
public enum DType {
  FLOAT32,
  FLOAT64,
  FLOAT16,
  INT32,
  INT64,
  BOOL,
  STRING;

  /** Keras' spelling, such as {@code float32}. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean floating() {
    return this == FLOAT32 || this == FLOAT64 || this == FLOAT16;
  }

  public boolean whole() {
    return this == INT32 || this == INT64;
  }

  @Override
  public String toString() {
    return keras();
  }
}
