package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A recurrent layer by itself, with states that come in or go out. */
final class RecurrentKernel extends FastKernel {
  private final Recurrence way;

  RecurrentKernel(Recurrence way, Kernel portable) {
    super(portable);
    this.way = way;
  }

  private record Walked(Walk walk, int inputs) implements Kept {}

  @Override
  boolean covers(Call call, Signal[] inputs) {
    return way.covers(call, inputs[0].place().size(0));
  }

  @Override
  Signal[] run(Call call, Signal[] inputs) {
    // Keras hands a layer its mask only where the sequence is the one tensor it is called with
    INDArray mask = inputs.length == 1 ? inputs[0].mask() : null;
    Floats[] starts = new Floats[inputs.length - 1];
    Arrays.setAll(starts, i -> dense(inputs[i + 1].array()));
    Recurrence.Ready ready = way.ready(call, dense(inputs[0].array()), mask, starts, 0);
    Recurrence.run(call, ready);
    Walk walk = ready.walk();
    if (call.remembers()) {
      call.keep(new Walked(walk, inputs.length));
    }
    List<Signal> out = new ArrayList<>();
    out.add(new Signal(walk.result().array(), walk.sequences() ? inputs[0].mask() : null));
    for (int i = 0; i < walk.ends().length && way.returnsState(); i++) {
      out.add(new Signal(walk.ends()[i].array(), null));
    }
    return out.toArray(Signal[]::new);
  }

  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    int inputs = ((Walked) call.kept()).inputs();
    Walk walk = ((Walked) call.kept()).walk();
    Floats[] ends = new Floats[walk.ends().length];
    for (int i = 1; i < outputGradients.length; i++) {
      ends[i - 1] = outputGradients[i] == null ? null : dense(outputGradients[i]);
    }
    Floats slopes = outputGradients[0] == null ? null : dense(outputGradients[0]);
    Floats[] atStarts = null;
    if (inputs > 1) {
      atStarts = new Floats[ends.length];
      Arrays.setAll(atStarts, i -> empty(walk.samples(), walk.units()));
    }
    Floats back = way.back(call, walk, slopes, ends, atStarts, call.wants(0));
    INDArray[] all = new INDArray[inputs];
    all[0] = back == null ? null : back.array();
    for (int i = 1; i < inputs; i++) {
      all[i] = call.wants(i) ? atStarts[i - 1].array() : null;
    }
    return all;
  }
}
