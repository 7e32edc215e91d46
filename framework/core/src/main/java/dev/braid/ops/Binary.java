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
  /** What a division rounded down leaves, which has the divisor's sign. */
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

  /** Whether results are true or false, as 1 and 0. */
  public boolean isTruth() {
    return compareTo(EQUAL) >= 0;
  }

  /** Whether it asks of each operand only whether it is true. */
  public boolean isLogical() {
    return compareTo(AND) >= 0;
  }
}
