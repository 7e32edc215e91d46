package dev.braid.internal.masks;

import dev.braid.internal.text.SnakeCase;
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

  /** The operation of a Keras class name. */
  public static Optional<MaskOperation> of(Object className) {
    for (MaskOperation operation : values()) {
      if (operation.keras.equals(className)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  /** Keras' class name. */
  public String keras() {
    return keras;
  }

  /** Keras' module of the class. */
  public String module() {
    return this == CONVERT_TO_TENSOR ? "keras.src.ops.core" : "keras.src.ops.numpy";
  }

  /** The name that Keras gives to an operation of this kind, without a number. */
  public String automaticName() {
    return SnakeCase.of(keras);
  }

  /** True for comparisons of two values. */
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

  /** True for operations on booleans. */
  boolean logical() {
    return switch (this) {
      case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR, LOGICAL_NOT, ANY, ALL -> true;
      default -> false;
    };
  }

  /** True for reductions. */
  public boolean reduces() {
    return this == ANY || this == ALL || this == SUM || this == MAX || this == MIN;
  }

  /** True if the operation has an axis argument. */
  public boolean hasAxis() {
    return reduces() || this == EXPAND_DIMS || this == SQUEEZE || this == CONCATENATE;
  }

  /** The number of tensors that the operation takes; 0 for a list. */
  public int operands() {
    if (this == CONCATENATE) {
      return 0;
    }
    return compares() || this == LOGICAL_AND || this == LOGICAL_OR || this == LOGICAL_XOR ? 2 : 1;
  }
}
