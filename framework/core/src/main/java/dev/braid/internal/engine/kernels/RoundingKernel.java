package dev.braid.internal.engine.kernels;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Interpolates images of integers and rounds the result to integers, as Keras does. */
public final class RoundingKernel implements Kernel {
  private final Layer layer;
  private final DType type;

  public RoundingKernel(Layer layer, DType type) {
    this.layer = layer;
    this.type = type;
  }

  @Override
  public MaskedArray[] forward(KernelCall call, MaskedArray[] inputs) {
    List<MaskedValue> values = new ArrayList<>();
    for (MaskedArray input : inputs) {
      values.add(new MaskedValue(Value.constant(input.array()), input.mask()));
    }
    return LayerComputation.run(layer, new CallScope(call, null, layer), values).stream()
        .map(output -> new MaskedArray(rounded(output.value().array()), output.mask()))
        .toArray(MaskedArray[]::new);
  }

  /** Rounds half to even, which no operation of ND4J does. */
  private INDArray rounded(INDArray array) {
    double[] elements = array.dup('c').data().asDouble();
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Math.min(type.high(), Math.max(type.low(), Math.rint(elements[i])));
    }
    return Nd4j.createFromArray(elements).castTo(array.dataType()).reshape('c', array.shape());
  }

  /** Returns no gradient, since that of rounding is 0. */
  @Override
  public INDArray[] backward(KernelCall call, INDArray[] outputGradients) {
    return new INDArray[1];
  }
}
