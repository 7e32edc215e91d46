package dev.braid.engine.kernels;

import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.StackedRNNCells;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/** Each cell takes what the one below puts out at the same step. */
final class StackedRun implements CellRun {
  private final List<Cell<?>> cells;
  private final List<CellRun> runs = new ArrayList<>();

  StackedRun(StackedRNNCells stack, Scope scope) {
    cells = stack.cells();
    cells.forEach(cell -> runs.add(CellRun.of(cell, scope)));
  }

  @Override
  public Value project(Value inputs) {
    return runs.get(0).project(inputs);
  }

  @Override
  public List<Value> step(Value projected, List<Value> states) {
    List<Value> next = new ArrayList<>();
    Value at = projected;
    for (int i = 0; i < cells.size(); i++) {
      int from = next.size();
      List<Value> own = states.subList(from, from + cells.get(i).stateCount());
      next.addAll(runs.get(i).step(at, own));
      if (i + 1 < cells.size()) {
        Value output = next.get(from + cells.get(i).outputState());
        at = runs.get(i + 1).project(output.expand(0)).squeeze(0);
      }
    }
    return next;
  }
}
