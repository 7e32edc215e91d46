package dev.braid.internal.engine.kernels.recurrent;

/** What one kind of cell does in the steps of a sequence. */
interface CellMath {
  /** The number of gates. */
  int gates();

  /** The number of values that a unit saves of each step for the backward pass. */
  int kept();

  /** How many states there are; the first one is what comes out. */
  int states();

  /** The steps of samples [low, high); an object of it belongs to one thread. */
  CellSteps steps(SequencePass sequence, SequencePass.Weights weights, int low, int high);

  /**
   * True where the last gate takes its product with the state by itself, so that gradients by it
   * differ from those by the projected input.
   */
  boolean apart();
}
