package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Signal;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Recurrent layers that start from zeros. */
final class RecurrentKernel extends FastKernel {
  private final Recurrence way;

  RecurrentKernel(Recurrence way, Kernel portable) {
    super(portable);
    this.way = way;
  }

  @Override
  boolean covers(Call call, Signal[] inputs) {
    return inputs.length == 1 && way.covers(call);
  }

  @Override
  Signal[] run(Call call, Signal[] inputs) {
    Recurrence.Ready ready = way.ready(call, dense(inputs[0].array()), inputs[0].mask());
    Recurrence.run(call, ready);
    Walk walk = ready.walk();
    if (call.remembers()) {
      call.keep(walk);
    }
    INDArray mask = walk.sequences() ? inputs[0].mask() : null;
    return new Signal[] {new Signal(walk.result().array(), mask)};
  }

  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    Walk walk = (Walk) call.kept();
    Floats back = way.back(call, walk, dense(outputGradients[0]), call.wants(0));
    return new INDArray[] {back == null ? null : back.array()};
  }
}
