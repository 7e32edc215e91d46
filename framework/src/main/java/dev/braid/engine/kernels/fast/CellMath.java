package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;

/** What one kind of cell does in the steps of a walk. */
interface CellMath {
  /** The number of gates. */
  int gates();

  /** How many numbers a unit keeps of each step for the way back. */
  int kept();

  /** The steps of some samples; an object of it belongs to one thread. */
  interface Steps {
    void forward();

    /**
     * Goes back through them.
     *
     * @param slopes by the output
     * @param atInput takes the slopes by what was projected
     * @param atState takes the slopes by the product with the state, where that is another
     * @param scratch room for a state of each sample
     */
    void back(Floats slopes, Floats atInput, Floats atState, Floats scratch);
  }

  /** The steps of samples [low, high). */
  Steps steps(Walk walk, Walk.Weights weights, int low, int high);

  /** True where slopes by the product with the state differ from those by the projected input. */
  boolean apart();
}
