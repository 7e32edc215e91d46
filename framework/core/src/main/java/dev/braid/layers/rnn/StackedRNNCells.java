package dev.braid.layers.rnn;

import dev.braid.Layer;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several cells as one cell: each takes the output of the previous one. */
public final class StackedRNNCells extends Cell<StackedRNNCells> {
  private List<Cell<?>> cells;

  public StackedRNNCells(List<? extends Cell<?>> cells) {
    if (cells.isEmpty()) {
      throw optionRefusal("cells", "at least one cell", "none");
    }
    this.cells = named(cells);
  }

  /** Cells without a name get Keras' automatic names, which distinguish their weights. */
  private static List<Cell<?>> named(List<? extends Cell<?>> cells) {
    Map<String, Integer> counts = new HashMap<>();
    List<Cell<?>> named = new ArrayList<>();
    for (Cell<?> cell : cells) {
      String name = numbered(counts, cell);
      named.add(cell.name() == null ? cell.name(name) : cell);
    }
    return List.copyOf(named);
  }

  private static String numbered(Map<String, Integer> counts, Cell<?> cell) {
    int number = counts.merge(cell.automaticName(), 1, Integer::sum) - 1;
    return number == 0 ? cell.automaticName() : cell.automaticName() + "_" + number;
  }

  public static StackedRNNCells read(Config config) {
    List<Cell<?>> cells = new ArrayList<>();
    config.readAll("cells", Layer.class).forEach(layer -> cells.add(RNN.cell(layer)));
    return new StackedRNNCells(cells);
  }

  public List<Cell<?>> cells() {
    return cells;
  }

  @Override
  public List<Spec> states(Spec input) {
    List<Spec> states = new ArrayList<>();
    Spec at = input;
    for (Cell<?> cell : cells) {
      states.addAll(cell.states(at));
      at = cell.output(at);
    }
    return states;
  }

  @Override
  public int stateCount() {
    return cells.stream().mapToInt(Cell::stateCount).sum();
  }

  @Override
  public int outputState() {
    Cell<?> last = cells.get(cells.size() - 1);
    return stateCount() - last.stateCount() + last.outputState();
  }

  @Override
  public Spec output(Spec input) {
    Spec at = input;
    for (Cell<?> cell : cells) {
      at = cell.output(at);
    }
    return at;
  }

  @Override
  public Value prepare(LayerCall call, Value inputs) {
    return cells.get(0).prepare(call.inside(cells.get(0)), inputs);
  }

  @Override
  public Step call(LayerCall call, Value input, List<Value> states) {
    List<Value> next = new ArrayList<>();
    Value at = input;
    for (int i = 0; i < cells.size(); i++) {
      Cell<?> cell = cells.get(i);
      LayerCall inside = call.inside(cell);
      if (i > 0) {
        at = cell.prepare(inside, at.expand(0)).squeeze(0);
      }
      int from = next.size();
      Step step = cell.call(inside, at, states.subList(from, from + cell.stateCount()));
      next.addAll(step.states());
      at = step.output();
    }
    return new Step(at, next);
  }

  /** Does nothing: each cell is checked when it is built. */
  @Override
  void checkCall(Spec input) {}

  @Override
  public boolean dependsOnBatch() {
    return cells.stream().anyMatch(Cell::dependsOnBatch);
  }

  @Override
  public List<Child> children(List<Spec> inputs) {
    List<Child> children = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    Spec at = inputs.get(0);
    for (Cell<?> cell : cells) {
      children.add(new Child("cells/" + numbered(counts, cell), cell, List.of(at)));
      at = cell.output(at);
    }
    return children;
  }

  @Override
  protected void separate() {
    cells =
        List.copyOf(
            cells.stream().<Cell<?>>map(cell -> cell.name(cell.nameOrAutomatic())).toList());
  }

  @Override
  public String module() {
    return "keras.layers";
  }

  @Override
  public @Nullable String registeredName() {
    return null;
  }

  @Override
  public String className() {
    return "StackedRNNCells";
  }

  @Override
  protected void describe(Config config) {
    config.put("cells", List.<Layer>copyOf(cells));
  }
}
