package dev.braid.internal.engine.kernels;

import dev.braid.Layer;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Computes a layer's formula on a tape, on every backend; faster kernels are tested against it. */
public final class PortableKernel implements Kernel {
  private final Layer layer;

  public PortableKernel(Layer layer) {
    this.layer = layer;
  }

  private record Saved(
      Tape tape, CallScope scope, List<MaskedValue> inputs, List<MaskedValue> outputs) {}

  @Override
  public MaskedArray[] forward(KernelCall call, MaskedArray[] inputs) {
    Tape tape = call.hasBackwardPass() ? new Tape() : null;
    CallScope scope = new CallScope(call, tape, layer);
    List<MaskedValue> values = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      INDArray array = inputs[i].array();
      Value value =
          tape != null && call.requiresGradient(i) ? tape.variable(array) : Value.constant(array);
      values.add(new MaskedValue(value, inputs[i].mask()));
    }
    List<MaskedValue> outputs = LayerComputation.run(layer, scope, values);
    if (tape != null) {
      call.save(new Saved(tape, scope, values, outputs));
    }
    return outputs.stream()
        .map(output -> new MaskedArray(output.value().array(), output.mask()))
        .toArray(MaskedArray[]::new);
  }

  @Override
  public INDArray[] backward(KernelCall call, INDArray[] outputGradients) {
    Saved saved = (Saved) call.saved();
    for (int i = 0; i < outputGradients.length; i++) {
      Value output = saved.outputs().get(i).value();
      if (outputGradients[i] != null && output.tracked()) {
        output.addGradient(outputGradients[i]);
      }
    }
    for (Value loss : saved.scope().losses()) {
      if (loss.tracked()) {
        loss.addGradient(Nd4j.ones(loss.dataType(), loss.shape()));
      }
    }
    saved.tape().backward();
    saved
        .scope()
        .weights()
        .forEach(
            (cell, value) -> {
              if (value.gradient() != null) {
                call.gradient(cell, value.gradient());
              }
            });
    return saved.inputs().stream().map(input -> input.value().gradient()).toArray(INDArray[]::new);
  }
}
