package dev.braid.internal.engine.kernels;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Interpolates images of integers as Keras does, which gives integers again. */
public final class RoundingKernel implements Kernel {
  private final Layer layer;
  private final DType type;

  public RoundingKernel(Layer layer, DType type) {
    this.layer = layer;
    this.type = type;
  }

  @Override
  public MaskedArray[] forward(KernelCall call, MaskedArray[] inputs) {
    List<MaskedValue> flows = new ArrayList<>();
    for (MaskedArray input : inputs) {
      flows.add(new MaskedValue(Value.constant(input.array()), input.mask()));
    }
    return LayerComputation.run(layer, new CallScope(call, null, layer), flows).stream()
        .map(flow -> new MaskedArray(rounded(flow.value().array()), flow.mask()))
        .toArray(MaskedArray[]::new);
  }

  /** To the nearest even number where two are equally near, which no operation of ND4J does. */
  private INDArray rounded(INDArray array) {
    double[] numbers = array.dup('c').data().asDouble();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.min(type.high(), Math.max(type.low(), Math.rint(numbers[i])));
    }
    return Nd4j.createFromArray(numbers).castTo(array.dataType()).reshape('c', array.shape());
  }

  /** A rounded number changes in steps, so that its gradient is 0. */
  @Override
  public INDArray[] backward(KernelCall call, INDArray[] outputGradients) {
    return new INDArray[1];
  }
}
