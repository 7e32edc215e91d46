package dev.braid.internal.engine.kernels.recurrent;

/** The computation of one kind of cell in the steps of a sequence. */
interface CellMath {
  /** Returns the number of gates. */
  int gates();

  /** Returns the number of values per unit and step that are saved for the backward pass. */
  int savedValues();

  /** Returns the number of states; the first one is the output. */
  int states();

  /** Returns the steps of samples [low, high), for use by one thread. */
  CellSteps steps(SequencePass sequence, SequencePass.Weights weights, int low, int high);

  /**
   * Returns whether the last gate's recurrent product is computed separately from the input's, so
   * that their gradients differ.
   */
  boolean hasSeparateProduct();
}
