package dev.braid.internal.threads;

/**
 * The least work that justifies a thread, for each kind of work: the grain size of parallel loops.
 *
 * <p>{@link Workers} gives every thread at least one grain, so a loop of less than two grains runs
 * in the caller alone. The sizes follow from the cost of a job. Offering one costs the caller 0.2
 * us if the other threads still spin and 2.5 us if they are parked. A spinning thread starts about
 * 2 us later, a parked one 40 us later. The caller never waits for a thread that has not started,
 * so a grain that is too small costs the offer and the traffic between the cores' caches, and one
 * that is too large leaves cores unused.
 *
 * <p>The times below are those of one grain in one thread, at about 3 GHz with AVX2 or AVX-512, as
 * measured when the sizes were chosen. Kinds differ by a factor of 40: some count elements that are
 * read from memory, where a second core helps little, others count units into which a layer divides
 * naturally.
 *
 * <p>For loops that count something else (rows, samples), {@link #items} returns how many of them
 * make one grain.
 */
public enum GrainSize {
  /** Elements that are copied, added, multiplied or compared: 4 us from a cache, 10 from memory. */
  MOVED_ELEMENTS(1 << 15),

  /**
   * Elements that take a dozen operations or are scattered in memory: an optimizer's step (9 us),
   * random draws (16 us), rows of a table.
   */
  COMPUTED_ELEMENTS(1 << 14),

  /**
   * Elements of users' arrays, each checked or converted individually: 2.5 us from {@code
   * double[][]}, several times that from boxed or strided ones.
   */
  CONVERTED_ELEMENTS(1 << 13),

  /** Elements of predictions in a loss, most of which take a logarithm or an exponential: 90 us. */
  LOSS_ELEMENTS(1 << 13),

  /** Multiplications of small products by BLAS, or of one row with a matrix: 30 to 60 us. */
  SMALL_MULTIPLICATIONS(1 << 20),

  /** Multiplications by oneDNN, and work of equal cost (see the factors below): 30 to 60 us. */
  MULTIPLICATIONS(1 << 21),

  /** Samples of a recurrent layer; products of fewer samples use a core inefficiently. */
  RECURRENT_SAMPLES(4),

  /** Small arrays of a batch, each filled separately. */
  BATCH_ARRAYS(4),

  /** Units that were created large enough for a thread each. */
  TASKS(1);

  /** The cost of an exponential, in multiplications by oneDNN. */
  public static final long EXPONENTIAL = 16;

  /** The cost of normalizing an element, in multiplications by oneDNN. */
  public static final long NORMALIZED_ELEMENT = 16;

  /** The cost of an element in a pooling window, in multiplications by oneDNN. */
  public static final long POOLED_ELEMENT = 4;

  private final int size;

  GrainSize(int size) {
    this.size = size;
  }

  /** Returns the size of one grain. */
  public int size() {
    return size;
  }

  /** Returns the least number of items per thread, at least one, given the work per item. */
  public int items(long workPerItem) {
    return (int) Math.max(1, size / Math.max(1, workPerItem));
  }

  /** Returns the number of threads for an amount of work: at least the caller's, at most all. */
  public int threads(long work) {
    return (int) Math.max(1, Math.min(Workers.COUNT, work / size));
  }
}
