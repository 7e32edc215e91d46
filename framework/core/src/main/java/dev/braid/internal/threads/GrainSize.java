package dev.braid.internal.threads;

/**
 * The least work that is worth a thread, for each kind of work: the grain size of parallel loops.
 *
 * <p>{@link Workers} gives every thread at least one grain, so that a loop of less than two grains
 * runs in the caller alone. What decides is what a job costs. To offer one takes the caller 0.2 us
 * where the other threads still look out for work and 2.5 us where they sleep. A thread that looks
 * out begins about 2 us later, and one that sleeps 40 us later. The caller never waits for a thread
 * that has not begun, so a grain that is too small costs the offer and what moves from one core's
 * cache to another's, and one that is too large leaves cores unused.
 *
 * <p>The times below are those of one grain in one thread, at about 3 GHz with AVX2 or AVX-512, as
 * measured when the sizes were chosen. Kinds differ by a factor of 40, since some count elements
 * that come from memory, where a second core helps late, and others are the pieces that a layer
 * naturally falls into.
 *
 * <p>Where loops count something else (rows, samples), {@link #items} says how many of them have
 * the work of one grain.
 */
public enum GrainSize {
  /** Elements that are copied, added, multiplied or compared: 4 us from a cache, 10 from memory. */
  MOVED_ELEMENTS(1 << 15),

  /**
   * Elements that take a dozen operations or lie here and there in memory: an optimizer's step (9
   * us), random draws (16 us), rows of a table.
   */
  COMPUTED_ELEMENTS(1 << 14),

  /**
   * Elements of users' arrays, each checked or converted by itself: 2.5 us from {@code double[][]},
   * several times that from boxed or strided ones.
   */
  CONVERTED_ELEMENTS(1 << 13),

  /** Elements of predictions in a loss, most of which take a logarithm or an exponential: 90 us. */
  LOSS_ELEMENTS(1 << 13),

  /** Multiplications of small products by BLAS, or of one row with a matrix: 30 to 60 us. */
  SMALL_MULTIPLICATIONS(1 << 20),

  /** Multiplications by oneDNN, and what takes as long; see the factors below: 30 to 60 us. */
  MULTIPLICATIONS(1 << 21),

  /** Samples of a recurrent layer: the products of fewer use a core badly. */
  RECURRENT_SAMPLES(4),

  /** Small arrays of a batch, each filled by itself. */
  BATCH_ARRAYS(4),

  /** Units that are worth a thread by themselves, for whoever made them saw to that. */
  TASKS(1);

  /** An exponential costs as much as this number of multiplications by oneDNN. */
  public static final long EXPONENTIAL = 16;

  /** To normalize an element costs as much as this number of multiplications by oneDNN. */
  public static final long NORMALIZED_ELEMENT = 16;

  /**
   * An element in the window of a pooling costs as much as this number of multiplications by
   * oneDNN.
   */
  public static final long POOLED_ELEMENT = 4;

  private final int size;

  GrainSize(int size) {
    this.size = size;
  }

  /** One grain. */
  public int size() {
    return size;
  }

  /** The least number of items for a thread, given the work that each of them has; at least one. */
  public int items(long workPerItem) {
    return (int) Math.max(1, size / Math.max(1, workPerItem));
  }

  /** How many threads so much work is worth: at least the caller's, at most all. */
  public int threads(long work) {
    return (int) Math.max(1, Math.min(Workers.COUNT, work / size));
  }
}
