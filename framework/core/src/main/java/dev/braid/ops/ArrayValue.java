package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A computed value: an array with the tape that records its operations. */
final class ArrayValue extends Value {
  private final INDArray array;
  private final @Nullable Tape tape;
  private @Nullable INDArray gradient;
  private boolean ownsGradient;

  ArrayValue(INDArray array, @Nullable Tape tape) {
    this.array = array;
    this.tape = tape;
  }

  @Override
  public OperationBackend backend() {
    return ArrayBackend.INSTANCE;
  }

  @Override
  public INDArray array() {
    return array;
  }

  @Override
  public long[] shape() {
    return array.shape();
  }

  @Override
  public boolean tracked() {
    return tape != null;
  }

  @Nullable Tape tape() {
    return tape;
  }

  @Override
  public @Nullable INDArray gradient() {
    return gradient;
  }

  @Override
  public void addGradient(INDArray added) {
    if (gradient == null) {
      gradient = added;
      ownsGradient = false;
    } else if (ownsGradient) {
      gradient.addi(added);
    } else {
      gradient = ArrayMath.add(gradient, added);
      ownsGradient = true;
    }
  }

  @Nullable INDArray takeGradient() {
    INDArray taken = gradient;
    gradient = null;
    return taken;
  }
}
