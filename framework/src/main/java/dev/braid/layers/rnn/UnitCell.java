package dev.braid.layers.rnn;

import dev.braid.config.Config;
import dev.braid.graph.Sizes;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import java.util.Collections;
import java.util.List;

/**
 * A cell with units: its state is a vector.
 *
 * @param <C> the cell's own class
 */
public abstract class UnitCell<C extends UnitCell<C>> extends KernelCell<C> {
  private final long units;

  UnitCell(long units) {
    this.units = units;
    positive("units", units);
  }

  public final long units() {
    return units;
  }

  @Override
  public List<Spec> states(Spec input) {
    if (input.rank() != 1 || input.last() < 0) {
      throw refusal(List.of(input), "2 axes (samples, features) of known size at each step", "");
    }
    return Collections.nCopies(stateCount(), Spec.of(units));
  }

  @Override
  public final List<WeightSpec> weights(List<Spec> inputs) {
    long width = Sizes.product(units, gates());
    return weights(
        new long[] {inputs.get(0).last(), width}, new long[] {units, width}, biasShape(width));
  }

  long[] biasShape(long width) {
    return new long[] {width};
  }

  @Override
  final void describeSize(Config config) {
    config.put("units", units);
  }
}
