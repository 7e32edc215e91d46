package dev.braid.data;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.checks.ShouldBeValidOption;
import dev.braid.internal.data.checks.ShouldNotBeEmpty;
import dev.braid.internal.data.feeds.Shuffle;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Splits data into a left and a right part, as Keras' {@code split_dataset} does; every method
 * returns a changed copy.
 *
 * <p>Samples that neither part takes lie between the parts. The order is kept unless {@link
 * #shuffled} is called. A size of 1 or more counts samples (or batches of a {@link BatchSource}), a
 * size below 1 is a fraction of them, rounded.
 *
 * @param <D> an array, a list, an ND4J array, a map of these, or a source of batches
 */
public final class SplitDataset<D> {
  private static final String CALL = "splitDataset(data)";

  private final D data;
  private final OptionalDouble left;
  private final OptionalDouble right;
  private final @Nullable Long seed;

  private SplitDataset(D data, OptionalDouble left, OptionalDouble right, @Nullable Long seed) {
    this.data = data;
    this.left = left;
    this.right = right;
    this.seed = seed;
  }

  /** Both parts. */
  public record Parts<D>(D left, D right) {}

  /** A split whose sizes are not set yet. */
  public static <D> SplitDataset<D> of(D data) {
    return new SplitDataset<>(data, OptionalDouble.empty(), OptionalDouble.empty(), null);
  }

  /** The size of the left part; by default what the right one leaves. */
  public SplitDataset<D> left(double size) {
    return new SplitDataset<>(data, OptionalDouble.of(size), right, seed);
  }

  /** The size of the right part; by default what the left one leaves. */
  public SplitDataset<D> right(double size) {
    return new SplitDataset<>(data, left, OptionalDouble.of(size), seed);
  }

  /** Shuffles the samples by a random seed. */
  public SplitDataset<D> shuffled(long start) {
    return new SplitDataset<>(data, left, right, start);
  }

  /** The two parts. */
  public Parts<D> split() {
    int all =
        data instanceof BatchSource source
            ? source.size()
            : RowSelection.same(CALL, RowSelection.counts(CALL, "data", data));
    if (left.isEmpty() && right.isEmpty()) {
      throw refused(ShouldBeValidOption.problem("left", "a size of one part", "none"));
    }
    int first = left.isPresent() ? size("left", left.getAsDouble(), all) : -1;
    int last = right.isPresent() ? size("right", right.getAsDouble(), all) : all - first;
    first = left.isPresent() ? first : all - last;
    if (first + last > all) {
      String both = first + " + " + last;
      throw refused(ShouldBeValidOption.problem("left + right", "at most " + all, both));
    }
    int[] order = new int[all];
    Arrays.setAll(order, sample -> sample);
    if (seed != null) {
      Shuffle.inPlace(order, new SplittableRandom(seed));
    }
    return new Parts<>(
        take(Arrays.copyOf(order, first)), take(Arrays.copyOfRange(order, all - last, all)));
  }

  private static int size(String side, double size, int all) {
    boolean share = size > 0 && size < 1;
    boolean count = size >= 1 && size < all && size == Math.rint(size);
    if (!share && !count) {
      String wanted = "a share between 0 and 1, or a number from 1 to " + (all - 1);
      throw refused(ShouldBeValidOption.problem(side, wanted, size));
    }
    int samples = (int) (share ? Math.rint(size * all) : size);
    if (samples == 0 || samples == all) {
      String empty = samples == 0 ? side : side.equals("left") ? "right" : "left";
      throw refused(ShouldNotBeEmpty.part(side, size, all, "be the " + empty + " part"));
    }
    return samples;
  }

  @SuppressWarnings("unchecked") // a source of batches is asked for as such
  private D take(int... rows) {
    return data instanceof BatchSource source
        ? (D) new Some(source, rows)
        : RowSelection.take(data, rows);
  }

  /** Some batches of a source. */
  private record Some(BatchSource all, int[] batches) implements BatchSource {
    @Override
    public int size() {
      return batches.length;
    }

    @Override
    public Batch get(int index) {
      return all.get(batches[index]);
    }
  }

  private static StructureException refused(Problem problem) {
    return StructureException.of(CALL, problem);
  }
}
