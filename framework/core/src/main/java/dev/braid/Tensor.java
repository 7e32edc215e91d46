package dev.braid;

import dev.braid.graph.Spec;
import dev.braid.internal.calls.OperationLayer;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.TensorBase;
import dev.braid.ops.Arguments;
import dev.braid.ops.Index;
import dev.braid.ops.Operand;
import dev.braid.ops.Operation;
import dev.braid.ops.Operators;
import java.util.List;
import java.util.Objects;

/** A symbolic array in a graph under construction: the result of a layer, before there is data. */
public final class Tensor extends TensorBase implements Operand<Tensor> {
  private final Spec spec;

  Tensor(Node node, int index, Spec spec) {
    super(node, index, null);
    this.spec = spec;
  }

  private Tensor(Tensor origin, String givenName) {
    super(origin, givenName);
    this.spec = origin.spec;
  }

  /** Applies the layer to this tensor: {@code layer.apply(this)} in reading order. */
  public Tensor then(Layer layer) {
    return Objects.requireNonNull(layer, "layer").apply(this);
  }

  /** The same tensor under this name, which it has as a model's input or output. */
  public Tensor named(String name) {
    Naming.check(name);
    return new Tensor(this, name);
  }

  /** The shape without the batch axis; -1 is a size that may vary. */
  public long[] shape() {
    return spec.shape().clone();
  }

  public DType dtype() {
    return spec.dtype();
  }

  /** Shape and type together. */
  public Spec spec() {
    return spec;
  }

  // ---- operations

  @Override
  public List<Tensor> apply(Operation operation, Arguments arguments) {
    return OperationLayer.apply(arguments);
  }

  private Tensor operation(Operation operation, Object... operands) {
    return OperationLayer.apply(operation.on(operands)).get(0);
  }

  /** The sum with a tensor, a number or an array: {@code a + b}. */
  public Tensor plus(Object other) {
    return operation(Operators.ADD, this, other);
  }

  /** {@code a - b}. */
  public Tensor minus(Object other) {
    return operation(Operators.SUBTRACT, this, other);
  }

  /** {@code a * b}. */
  public Tensor times(Object other) {
    return operation(Operators.MULTIPLY, this, other);
  }

  /** {@code a / b}. */
  public Tensor dividedBy(Object other) {
    return operation(Operators.TRUE_DIVIDE, this, other);
  }

  /** {@code -a}. */
  public Tensor negative() {
    return operation(Operators.NEGATIVE, this);
  }

  /** {@code a ** b}. */
  public Tensor power(Object exponent) {
    return operation(Operators.POWER, this, exponent);
  }

  /** A slice: {@code x[:, 0]} is {@code x.at(all(), index(0))}; axis 0 is the batch. */
  public Tensor at(Index... indices) {
    return operation(Operators.GET_ITEM, this, List.of(indices));
  }

  /** True where both are the same symbolic array, whatever they are named. */
  public boolean same(Tensor other) {
    return Node.of(this) == Node.of(other) && Node.indexOf(this) == Node.indexOf(other);
  }

  @Override
  public String toString() {
    return "Tensor " + spec + " of " + Node.of(this).layer().label();
  }
}
