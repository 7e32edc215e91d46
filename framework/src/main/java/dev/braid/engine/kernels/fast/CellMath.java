package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;

/** What one kind of cell does in the steps of a walk; objects of it belong to one thread. */
interface CellMath {
  /** The number of gates. */
  int gates();

  /**
   * What is kept of each step beside gates and state: how many numbers a unit has in each array.
   */
  int[] extras();

  /** Numbers of a step's rows, on the heap. */
  interface Steps {
    /** Goes through all steps of some samples. */
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

  /**
   * The steps of samples [low, high).
   *
   * @param kernel the recurrent kernel
   * @param bias what is added to the product with the state, or null
   */
  Steps steps(Walk walk, Floats kernel, float[] bias, int low, int high);

  /** True where slopes by the product with the state differ from those by the projected input. */
  boolean apart();
}
