package dev.braid.layers.rnn;

import dev.braid.Initializer;
import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.ops.LstmSequence;
import dev.braid.ops.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory: a cell state that is updated, kept and output through input, forget and
 * output gates.
 */
public final class LSTMCell extends GatedCell<LSTMCell> {
  private boolean unitForgetBias = true;

  public LSTMCell(long units) {
    super(units);
  }

  public static LSTMCell read(Config config) {
    return new LSTMCell(config.whole("units", 0))
        .readOptions(config)
        .recurrentActivation(gateActivation(config))
        .unitForgetBias(config.flag("unit_forget_bias", true));
  }

  public boolean unitForgetBias() {
    return unitForgetBias;
  }

  /** Starts the forget gate's bias at one, so that the cell state is kept at first. */
  public LSTMCell unitForgetBias(boolean on) {
    return with(copy -> copy.unitForgetBias = on);
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int stateCount() {
    return 2;
  }

  @Override
  public Step call(LayerCall call, Value input, List<Value> states) {
    Value all = input.add(recur(call, states.get(0), 0, 4));
    return new LstmStep(units(), activation(), recurrentActivation()).of(all, states.get(1));
  }

  @Override
  @Nullable SequenceResult callSequence(
      LayerCall call, Value prepared, List<Value> starts, @Nullable Value mask) {
    if (dropsStates(call)
        || !LstmSequence.supports(prepared, activation().name(), recurrentActivation().name())) {
      return null;
    }
    Value kernel = call.weight("recurrent_kernel");
    Value path =
        LstmSequence.run(
            activation().name(), recurrentActivation().name(), prepared, kernel, starts, mask);
    long steps = prepared.size(0);
    return new SequenceResult(
        path.slice(0, 0, steps), List.of(path.at(0, steps - 1), path.at(0, steps)));
  }

  @Override
  Initializer initialBias(Initializer biasInitializer) {
    return unitForgetBias ? new ForgetBias(biasInitializer) : biasInitializer;
  }

  @Override
  void describeBiasStart(Config config) {
    config.put("unit_forget_bias", unitForgetBias);
  }

  @Override
  public String className() {
    return "LSTMCell";
  }
}
