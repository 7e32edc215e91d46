package dev.braid.data;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.checks.ShouldBeValidOption;
import dev.braid.internal.data.checks.ShouldNotBeEmpty;
import dev.braid.internal.data.feeds.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Splits samples into those to train on and those to test on; every method returns a changed copy.
 *
 * <p>Arrays, lists, ND4J arrays and maps of these are split into parts of the same form.
 *
 * @param <X> what holds the inputs
 * @param <Y> what holds the targets
 */
public final class DataSplit<X, Y> {
  private static final String CALL = "trainTestSplit(x, y)";

  private final X x;
  private final Y y;
  private final int samples;
  private final double testSize;
  private final long seed;
  private final boolean shuffle;
  private final int @Nullable [] classes;

  private DataSplit(
      X x,
      Y y,
      int samples,
      double testSize,
      long seed,
      boolean shuffle,
      int @Nullable [] classes) {
    this.x = x;
    this.y = y;
    this.samples = samples;
    this.testSize = testSize;
    this.seed = seed;
    this.shuffle = shuffle;
    this.classes = classes;
  }

  /**
   * Both parts.
   *
   * @param trainX the inputs to train on
   * @param testX the inputs to test on
   * @param trainY the targets to train on
   * @param testY the targets to test on
   */
  public record Parts<X, Y>(X trainX, X testX, Y trainY, Y testY) {}

  /** A split that holds out a random quarter of the samples to test on. */
  public static <X, Y> DataSplit<X, Y> of(X x, Y y) {
    Map<String, Long> counts = new LinkedHashMap<>(RowSelection.counts(CALL, "x", x));
    counts.putAll(RowSelection.counts(CALL, "y", y));
    return new DataSplit<>(x, y, RowSelection.same(CALL, counts), 0.25, 0, true, null);
  }

  /** The fraction of samples to test on, between 0 and 1, rounded up to complete samples. */
  public DataSplit<X, Y> testSize(double part) {
    if (!(part > 0 && part < 1)) {
      throw refused(ShouldBeValidOption.problem("testSize", "a part between 0 and 1", part));
    }
    return new DataSplit<>(x, y, samples, part, seed, shuffle, classes);
  }

  /** The random seed, so that a split can be repeated. */
  public DataSplit<X, Y> seed(long start) {
    return new DataSplit<>(x, y, samples, testSize, start, shuffle, classes);
  }

  /** Keeps the order and tests on the last samples. */
  public DataSplit<X, Y> inOrder() {
    return new DataSplit<>(x, y, samples, testSize, seed, false, classes);
  }

  /** Gives both parts the same fraction of every class. */
  public DataSplit<X, Y> stratify(int[] classes) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("x", (long) samples);
    counts.put("stratify", (long) classes.length);
    RowSelection.same(CALL, counts);
    return new DataSplit<>(x, y, samples, testSize, seed, shuffle, classes.clone());
  }

  /** Splits the samples. */
  public Parts<X, Y> split() {
    int[] order = new int[samples];
    Arrays.setAll(order, sample -> sample);
    if (shuffle) {
      Shuffle.inPlace(order, new SplittableRandom(seed));
    }
    boolean[] tests = new boolean[order.length];
    for (List<Integer> group : groups(order)) {
      int trained = group.size() - tested(group.size());
      group.subList(trained, group.size()).forEach(sample -> tests[sample] = true);
    }
    // in the shuffled order, so that neither part is sorted by class
    int[] trained = Arrays.stream(order).filter(sample -> !tests[sample]).toArray();
    int[] tested = Arrays.stream(order).filter(sample -> tests[sample]).toArray();
    if (trained.length == 0 || tested.length == 0) {
      String side = trained.length == 0 ? "train on" : "test on";
      throw refused(ShouldNotBeEmpty.part("testSize", testSize, order.length, side));
    }
    return new Parts<>(
        RowSelection.take(x, trained),
        RowSelection.take(x, tested),
        RowSelection.take(y, trained),
        RowSelection.take(y, tested));
  }

  private int tested(int samples) {
    return (int) (classes == null ? Math.ceil(samples * testSize) : Math.round(samples * testSize));
  }

  private Iterable<List<Integer>> groups(int[] order) {
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int sample : order) {
      int group = classes == null ? 0 : classes[sample];
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(sample);
    }
    return groups.values();
  }

  private static StructureException refused(Problem problem) {
    return StructureException.of(CALL, problem);
  }
}
