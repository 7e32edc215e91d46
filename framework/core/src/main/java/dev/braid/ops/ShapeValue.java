package dev.braid.ops;

import dev.braid.DType;

/** A value of which only the shape and the type are known. */
public final class ShapeValue extends Value {
  private final long[] shape;
  private final DType dtype;

  /** The shape includes the batch axis; -1 is a size that may vary. */
  public ShapeValue(DType dtype, long... shape) {
    this.dtype = dtype;
    this.shape = shape.clone();
  }

  @Override
  public OperationBackend backend() {
    return ShapeBackend.INSTANCE;
  }

  @Override
  public long[] shape() {
    return shape.clone();
  }

  public DType dtype() {
    return dtype;
  }
}
