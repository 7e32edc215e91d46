package dev.braid.ops;

/** The operations of the tensors' methods, which are Python's operators in Keras. */
public final class Operators {
  public static final Operation ADD = ElementwiseOperations.ADD;
  public static final Operation SUBTRACT = ElementwiseOperations.SUBTRACT;
  public static final Operation MULTIPLY = ElementwiseOperations.MULTIPLY;
  public static final Operation TRUE_DIVIDE = ElementwiseOperations.TRUE_DIVIDE;
  public static final Operation NEGATIVE = ElementwiseOperations.NEGATIVE;
  public static final Operation POWER = ElementwiseOperations.POWER;
  public static final Operation GET_ITEM = SelectionOperations.GET_ITEM;

  private Operators() {}
}
