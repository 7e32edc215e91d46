package dev.braid.layers.rnn;

import dev.braid.graph.Spec;
import dev.braid.internal.calls.CallCheck;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The computation that a recurrent layer repeats at every step: from an input and states to an
 * output and new states.
 *
 * <p>A custom cell declares its states and computes one step in the operations of {@link Value};
 * gradients are derived automatically. {@code rnn(new Leaky(8))} applies it to all steps:
 *
 * <pre>{@code
 * public final class Leaky extends Cell<Leaky> {
 *   private final long units;
 *
 *   public Leaky(long units) {
 *     this.units = units;
 *   }
 *
 *   public int stateCount() {
 *     return 1;
 *   }
 *
 *   public List<Spec> states(Spec input) {
 *     return List.of(Spec.of(units));
 *   }
 *
 *   public List<WeightSpec> weights(List<Spec> inputs) {
 *     return List.of(WeightSpec.of("kernel", new GlorotUniform(), inputs.get(0).last(), units));
 *   }
 *
 *   public Step call(LayerCall call, Value input, List<Value> states) {
 *     Value next = states.get(0).multiply(0.9).add(input.matmul(call.weight("kernel")));
 *     return new Step(next, List.of(next));
 *   }
 *
 *   protected void describe(Config config) {
 *     config.put("units", units);
 *   }
 * }
 * }</pre>
 *
 * <p>Applied as a layer a cell takes one step: the inputs are the step's input and every state, the
 * outputs are the step's output and every new state.
 *
 * @param <C> the cell's class
 */
public abstract class Cell<C extends Cell<C>> extends BaseLayer<C> {
  /**
   * The result of a step.
   *
   * @param output of the step
   * @param states for the next step, in the order of {@link Cell#states}
   */
  public record Step(Value output, List<Value> states) {
    public Step {
      states = List.copyOf(states);
    }
  }

  /**
   * The result of all steps.
   *
   * @param outputs the outputs, or the last one alone, along the first axis
   * @param states after the last step
   */
  record SequenceResult(Value outputs, List<Value> states) {}

  /** The shapes of the states for the input of a step. */
  public abstract List<Spec> states(Spec input);

  /** The index of the state that is the output, unless {@link #output} is overridden. */
  public int outputState() {
    return 0;
  }

  /** The number of states. */
  public abstract int stateCount();

  /** The shape of a step's output; by default that of {@link #outputState}. */
  public Spec output(Spec input) {
    return states(input).get(outputState());
  }

  /**
   * Computes everything that depends only on inputs, for all steps at once; by default nothing.
   *
   * @param inputs (steps, samples, …)
   * @return the input of {@link #call(LayerCall, Value, List)}, whose first axis is the steps
   */
  public Value prepare(LayerCall call, Value inputs) {
    return inputs;
  }

  /**
   * Computes one step, as Keras' {@code call(inputs, states)}.
   *
   * <p>Random draws that are the same at all steps, such as dropout masks, are made by {@link
   * LayerCall#once}.
   *
   * @param input the step's input, as {@link #prepare} gave it
   */
  public abstract Step call(LayerCall call, Value input, List<Value> states);

  /** Computes all steps at once if that is faster than step by step; otherwise null. */
  @Nullable SequenceResult callSequence(
      LayerCall call, Value prepared, List<Value> starts, @Nullable Value mask) {
    return null;
  }

  @Override
  public final List<Value> callAll(LayerCall call, List<Value> inputs) {
    LayerCall sequenceCall = call.insideSequence(this);
    Value input = prepare(sequenceCall, inputs.get(0).expand(0)).squeeze(0);
    Step step = call(sequenceCall, input, inputs.subList(1, inputs.size()));
    List<Value> outputs = new ArrayList<>();
    outputs.add(step.output());
    outputs.addAll(step.states());
    return outputs;
  }

  /** Creates the weights, and runs the call of a custom cell on shapes only. */
  @Override
  public final void build(List<Spec> inputs) {
    super.build(inputs);
    checkCall(inputs.get(0));
  }

  void checkCall(Spec input) {
    List<Spec> inputs = new ArrayList<>(List.of(input));
    inputs.addAll(states(input));
    CallCheck.dryRun(this, inputs, outputs(inputs));
  }

  /** By default true, which is correct for every formula. */
  @Override
  public boolean dependsOnBatch() {
    return true;
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    if (inputs.size() != 1 + stateCount()) {
      throw refusal(inputs, "a step's input and " + stateWords(stateCount()), "");
    }
    List<Spec> states = states(inputs.get(0));
    checkStates(inputs, states);
    List<Spec> outputs = new ArrayList<>();
    outputs.add(output(inputs.get(0)));
    outputs.addAll(states);
    return outputs;
  }

  private void checkStates(List<Spec> inputs, List<Spec> states) {
    for (int i = 0; i < states.size(); i++) {
      if (!states.get(i).fits(inputs.get(i + 1))) {
        throw refusal(inputs, "states of the shapes " + Spec.texts(states), "");
      }
    }
  }

  static String stateWords(int count) {
    return count == 1 ? "one state" : count + " states";
  }

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public String module() {
    return "custom";
  }

  @Override
  public @Nullable String registeredName() {
    return "Custom>" + className();
  }
}
