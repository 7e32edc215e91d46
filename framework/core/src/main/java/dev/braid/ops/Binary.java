package dev.braid.ops;

/** Operations on two values, element by element; they broadcast as NumPy does. */
public enum Binary {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  POWER,
  MAXIMUM,
  MINIMUM,
  /** Division rounded down. */
  FLOOR_DIVIDE,
  /** The remainder of a division rounded down, with the divisor's sign. */
  MOD,
  ARCTAN2,
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_EQUAL,
  GREATER,
  GREATER_EQUAL,
  AND,
  OR,
  XOR;

  /** Whether results are booleans, as 1 and 0. */
  public boolean isBool() {
    return compareTo(EQUAL) >= 0;
  }

  /** Whether operands are treated as booleans. */
  public boolean isLogical() {
    return compareTo(AND) >= 0;
  }
}
