package dev.braid.layers.reshaping;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.SpatialAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that adds or removes elements at both ends of every spatial axis.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseEdges<L extends BaseEdges<L>> extends BaseLayer<L>
    permits BaseCropping, BaseZeroPadding {
  private final String option;
  private final long[][] sides;

  /** For each spatial axis the numbers of elements before and after. */
  BaseEdges(String option, int rank, long[][] sides) {
    this.option = option;
    this.sides = Arrays.stream(sides).map(long[]::clone).toArray(long[][]::new);
    if (sides.length != rank) {
      throw optionRefusal(option, "numbers for " + rank + " axes", "some for " + sides.length);
    }
    for (long[] side : sides) {
      if (side.length != 2 || side[0] < 0 || side[1] < 0) {
        throw optionRefusal(option, "two numbers of 0 or more for each axis", Spec.list(side));
      }
    }
  }

  /** The same number at both ends of each axis: one for all axes or one for each. */
  static long[][] symmetric(int rank, long... numbers) {
    return Arrays.stream(SpatialAxes.each(rank, numbers))
        .mapToObj(number -> new long[] {number, number})
        .toArray(long[][]::new);
  }

  /** Reads one number, one for each axis, or two for each axis. */
  static long[][] read(String className, String option, int rank, Config config) {
    SpatialAxes.requireChannelsLast(className, config);
    List<Object> written = config.get(option) instanceof List<?> ? config.list(option) : List.of();
    if (rank == 1 && written.size() == 2) {
      return new long[][] {config.wholes(option)};
    }
    if (written.isEmpty() || !(written.get(0) instanceof List<?>)) {
      return symmetric(rank, config.wholes(option, 1));
    }
    long[][] sides = new long[written.size()][];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = new Config().put("side", written.get(i)).wholes("side");
    }
    return sides;
  }

  /** The number of spatial axes. */
  public final int rank() {
    return sides.length;
  }

  /** The number of elements at the start of an axis. */
  public final long before(int axis) {
    return sides[axis][0];
  }

  /** The number of elements at the end of an axis. */
  public final long after(int axis) {
    return sides[axis][1];
  }

  /** The only input, with its rank checked. */
  final Spec input(List<Spec> inputs) {
    return only(inputs, rank() + 1, SpatialAxes.meaning(rank()));
  }

  @Override
  protected void describe(Config config) {
    List<Object> written = new ArrayList<>();
    for (long[] side : sides) {
      written.add(List.of(side[0], side[1]));
    }
    config.put(option, rank() == 1 ? written.get(0) : written);
    config.put("data_format", "channels_last");
  }
}
