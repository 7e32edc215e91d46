package dev.braid.internal.data;

import dev.braid.layers.HostArray;
import java.util.List;

/** What is computed on the data of a model's inputs before the numeric graph. */
public interface InputStage {
  /** The number of inputs of the numeric graph. */
  int graphInputs();

  /** The model's input that an input of the numeric graph is; -1 where it is computed. */
  int source(int graphInput);

  /** Whether an input of the model is read here. */
  boolean reads(int input);

  /**
   * Computes the inputs of the numeric graph that have no source, in their order; several threads
   * may call it at once.
   *
   * @param inputs one for each input of the model; null where it is not read here
   */
  List<HostArray> compute(List<HostArray> inputs);

  /** Whether anything is computed. */
  default boolean isEmpty() {
    for (int i = 0; i < graphInputs(); i++) {
      if (source(i) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the numeric graph reads an input of the model. */
  default boolean passes(int input) {
    for (int i = 0; i < graphInputs(); i++) {
      if (source(i) == input) {
        return true;
      }
    }
    return false;
  }

  /** The stage of a model whose inputs are those of the numeric graph. */
  static InputStage none(int inputs) {
    return new InputStage() {
      @Override
      public int graphInputs() {
        return inputs;
      }

      @Override
      public int source(int graphInput) {
        return graphInput;
      }

      @Override
      public boolean reads(int input) {
        return false;
      }

      @Override
      public List<HostArray> compute(List<HostArray> arrays) {
        return List.of();
      }
    };
  }
}
