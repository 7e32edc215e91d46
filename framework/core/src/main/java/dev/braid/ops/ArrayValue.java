package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A value that is computed: an array, and the tape that gradients go along. */
final class ArrayValue extends Value {
  private final INDArray array;
  private final Tape tape;
  private INDArray gradient;
  private boolean ownsGradient;

  ArrayValue(INDArray array, Tape tape) {
    this.array = array;
    this.tape = tape;
  }

  @Override
  public Backend backend() {
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

  Tape tape() {
    return tape;
  }

  @Override
  public INDArray gradient() {
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

  INDArray takeGradient() {
    INDArray taken = gradient;
    gradient = null;
    return taken;
  }
}
