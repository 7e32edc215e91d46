package dev.braid.internal.engine.kernels;

import dev.braid.Layer;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a layer's formula on a tape: right on every backend, and the oracle for faster kernels. */
public final class PortableKernel implements Kernel {
  private final Layer layer;

  public PortableKernel(Layer layer) {
    this.layer = layer;
  }

  private record Kept(
      Tape tape, CallScope scope, List<MaskedValue> inputs, List<MaskedValue> outputs) {}

  @Override
  public MaskedArray[] forward(KernelCall call, MaskedArray[] inputs) {
    Tape tape = call.hasBackwardPass() ? new Tape() : null;
    CallScope scope = new CallScope(call, tape, layer);
    List<MaskedValue> flows = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      INDArray array = inputs[i].array();
      Value value =
          tape != null && call.requiresGradient(i) ? tape.variable(array) : Value.constant(array);
      flows.add(new MaskedValue(value, inputs[i].mask()));
    }
    List<MaskedValue> outputs = LayerComputation.run(layer, scope, flows);
    if (tape != null) {
      call.save(new Kept(tape, scope, flows, outputs));
    }
    return outputs.stream()
        .map(flow -> new MaskedArray(flow.value().array(), flow.mask()))
        .toArray(MaskedArray[]::new);
  }

  @Override
  public INDArray[] backward(KernelCall call, INDArray[] outputGradients) {
    Kept kept = (Kept) call.saved();
    for (int i = 0; i < outputGradients.length; i++) {
      Value output = kept.outputs().get(i).value();
      if (outputGradients[i] != null && output.tracked()) {
        output.addGradient(outputGradients[i]);
      }
    }
    for (Value loss : kept.scope().losses()) {
      if (loss.tracked()) {
        loss.addGradient(Nd4j.ones(loss.dataType(), loss.shape()));
      }
    }
    kept.tape().backward();
    kept.scope()
        .weights()
        .forEach(
            (cell, value) -> {
              if (value.gradient() != null) {
                call.gradient(cell, value.gradient());
              }
            });
    return kept.inputs().stream().map(flow -> flow.value().gradient()).toArray(INDArray[]::new);
  }
}
