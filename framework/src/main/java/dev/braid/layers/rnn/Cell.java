package dev.braid.layers.rnn;

import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recurrent layer repeats at every step: from an input and states to new states.
 *
 * <p>Applied by itself it takes one step: the inputs are the step's input and every state, the
 * outputs are the step's output and every new state.
 *
 * @param <C> the cell's own class
 */
public abstract class Cell<C extends Cell<C>> extends BaseLayer<C> {
  /** The shapes of the states for such a step's input. */
  public abstract List<Spec> states(Spec input);

  /** Which of the states is what the cell puts out. */
  public int outputState() {
    return 0;
  }

  /** The number of states. */
  public abstract int stateCount();

  /** What the cell makes of a step's input; refuses what it cannot take. */
  public final Spec output(Spec input) {
    return states(input).get(outputState());
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    if (inputs.size() != 1 + stateCount()) {
      throw refusal(inputs, "a step's input and " + stateWords(stateCount()), "");
    }
    List<Spec> states = states(inputs.get(0));
    checkStates(inputs, states);
    List<Spec> outputs = new ArrayList<>();
    outputs.add(states.get(outputState()));
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
}
