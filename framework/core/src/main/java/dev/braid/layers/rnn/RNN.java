package dev.braid.layers.rnn;

import dev.braid.Layer;
import dev.braid.config.Config;
import java.util.List;

/** A recurrent layer over any cell, or over several stacked ones. */
public final class RNN extends Recurrent<RNN> {
  private Cell<?> cell;

  public RNN(Cell<?> cell) {
    this.cell = cell.name() == null ? cell.name(cell.automaticName()) : cell;
  }

  public RNN(List<? extends Cell<?>> cells) {
    this(new StackedRNNCells(cells));
  }

  public static RNN read(Config config) {
    return new RNN(cell(config.read("cell", Layer.class))).readRecurrence(config);
  }

  static Cell<?> cell(Layer layer) {
    if (layer instanceof Cell<?> cell) {
      return cell;
    }
    throw new IllegalArgumentException(layer.label() + " is not a recurrent cell");
  }

  @Override
  public Cell<?> cell() {
    return cell;
  }

  @Override
  protected void separate() {
    cell = cell.name(cell.nameOrAutomatic());
  }

  @Override
  int rank() {
    return 2;
  }

  @Override
  String axes() {
    return "(samples, steps, features)";
  }

  @Override
  public String className() {
    return "RNN";
  }

  @Override
  protected void describe(Config config) {
    describeRecurrence(config);
    config.put("cell", cell);
    if (activityRegularizer() != null) {
      config.put("activity_regularizer", activityRegularizer());
    }
  }
}
