package dev.braid.layers.masks;

import dev.braid.config.SnakeCase;
import java.util.Optional;

/** The operations of {@code keras.ops} that masks are computed with, by Keras' class names. */
public enum MaskOperation {
  EQUAL("Equal"),
  NOT_EQUAL("NotEqual"),
  GREATER("Greater"),
  GREATER_EQUAL("GreaterEqual"),
  LESS("Less"),
  LESS_EQUAL("LessEqual"),
  LOGICAL_AND("LogicalAnd"),
  LOGICAL_OR("LogicalOr"),
  LOGICAL_XOR("LogicalXor"),
  LOGICAL_NOT("LogicalNot"),
  ANY("Any"),
  ALL("All"),
  ABSOLUTE("Absolute"),
  SUM("Sum"),
  MAX("Max"),
  MIN("Min"),
  EXPAND_DIMS("ExpandDims"),
  SQUEEZE("Squeeze"),
  CONCATENATE("Concatenate"),
  ZEROS_LIKE("ZerosLike"),
  ONES_LIKE("OnesLike"),
  CONVERT_TO_TENSOR("ConvertToTensor");

  private final String keras;

  MaskOperation(String keras) {
    this.keras = keras;
  }

  /** The operation that Keras calls so. */
  public static Optional<MaskOperation> of(Object className) {
    for (MaskOperation operation : values()) {
      if (operation.keras.equals(className)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  /** Keras' class. */
  public String keras() {
    return keras;
  }

  /** Where Keras has the class. */
  public String module() {
    return this == CONVERT_TO_TENSOR ? "keras.src.ops.core" : "keras.src.ops.numpy";
  }

  /** The name that Keras gives to an operation of this kind, without a number. */
  public String automaticName() {
    return SnakeCase.of(keras);
  }

  /** True where two values are compared. */
  boolean compares() {
    return switch (this) {
      case EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL -> true;
      default -> false;
    };
  }

  /** The comparison of the same values in the other order. */
  MaskOperation mirrored() {
    return switch (this) {
      case GREATER -> LESS;
      case GREATER_EQUAL -> LESS_EQUAL;
      case LESS -> GREATER;
      case LESS_EQUAL -> GREATER_EQUAL;
      default -> this;
    };
  }

  /** True where operands count as true or false. */
  boolean logical() {
    return switch (this) {
      case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR, LOGICAL_NOT, ANY, ALL -> true;
      default -> false;
    };
  }

  /** True where axes disappear. */
  public boolean reduces() {
    return this == ANY || this == ALL || this == SUM || this == MAX || this == MIN;
  }

  /** True where the operation says along which axis it works. */
  public boolean hasAxis() {
    return reduces() || this == EXPAND_DIMS || this == SQUEEZE || this == CONCATENATE;
  }

  /** How many tensors the operation takes; 0 where it takes a list of them. */
  public int operands() {
    if (this == CONCATENATE) {
      return 0;
    }
    return compares() || this == LOGICAL_AND || this == LOGICAL_OR || this == LOGICAL_XOR ? 2 : 1;
  }
}
