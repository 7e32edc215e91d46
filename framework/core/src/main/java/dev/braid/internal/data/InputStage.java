package dev.braid.internal.data;

import dev.braid.layers.HostArray;
import java.util.List;

/** The computation on the data of a model's inputs before the numeric graph. */
public interface InputStage {
  /** Returns the number of inputs of the numeric graph. */
  int graphInputs();

  /** Returns the model's input for an input of the numeric graph; -1 if that is computed. */
  int source(int graphInput);

  /** Returns whether the computation reads an input of the model. */
  boolean reads(int input);

  /**
   * Computes the inputs of the numeric graph that have no source, in order; several threads may
   * call this method at once.
   *
   * @param inputs the inputs of the model; null for those that the computation does not read
   */
  List<HostArray> compute(List<HostArray> inputs);

  /** Returns whether nothing is computed. */
  default boolean isEmpty() {
    for (int i = 0; i < graphInputs(); i++) {
      if (source(i) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the numeric graph reads an input of the model. */
  default boolean passes(int input) {
    for (int i = 0; i < graphInputs(); i++) {
      if (source(i) == input) {
        return true;
      }
    }
    return false;
  }

  /** Returns the stage of a model whose inputs are those of the numeric graph. */
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
