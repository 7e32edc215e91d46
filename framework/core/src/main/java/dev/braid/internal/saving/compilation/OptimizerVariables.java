package dev.braid.internal.saving.compilation;

import dev.braid.Optimizer;
import dev.braid.internal.engine.Trainer;
import dev.braid.internal.engine.updates.UpdatedWeight;
import dev.braid.internal.engine.updates.Updater;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.saving.architecture.FileLayerOrder;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.H5Node;
import dev.braid.internal.saving.weights.WeightFileGroups;
import dev.braid.internal.text.SnakeCase;
import dev.braid.notices.Notices;
import dev.braid.optimizers.LossScaleOptimizer;
import dev.braid.optimizers.MultiOptimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads and writes the optimizer's state in Keras' order of variables. */
public final class OptimizerVariables {
  private final String title;
  private final Trainer trainer;

  /** The trainable weights in Keras' order. */
  private final List<WeightCell> order = new ArrayList<>();

  /** The kinds of variables. */
  private enum Kind {
    /** Elements of a weight. */
    ELEMENTS,
    INTEGER,
    NUMBER,
    /** The learning rate, which callbacks may change. */
    RATE,
    /** A number that is written but means nothing. */
    UNUSED
  }

  /**
   * A variable of the optimizer.
   *
   * @param values a section of the updater's state, or a scalar; those of a copy of the state
   */
  private record Variable(Kind kind, INDArray values, int... shape) {
    int size() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
  }

  private OptimizerVariables(Functional model, FileLayerOrder order, Trainer trainer) {
    this.title = model.name();
    this.trainer = trainer;
    for (WeightCell cell : WeightFileGroups.cells(model, order)) {
      if (cell.trainable()) {
        this.order.add(cell);
      }
    }
  }

  /**
   * Returns all variables of an optimizer.
   *
   * @param state the updater's state, which the variables are views of
   * @param prefix what its names begin with
   * @param built whether the variables for weights exist, as after the first step
   */
  private List<Variable> variables(
      Updater updater, Map<String, INDArray> state, String prefix, boolean built) {
    Optimizer optimizer = updater.optimizer();
    List<Variable> variables = new ArrayList<>();
    boolean scales = optimizer instanceof LossScaleOptimizer;
    variables.add(
        scales
            ? new Variable(Kind.INTEGER, Nd4j.scalar(0L))
            : new Variable(Kind.INTEGER, state.get(prefix + "iterations")));
    if (scales || optimizer instanceof MultiOptimizer) {
      variables.add(new Variable(Kind.UNUSED, Nd4j.scalar(0.0)));
    } else if (optimizer.schedule() == null) {
      boolean only =
          prefix.isEmpty() || trainer.updater().optimizer() instanceof LossScaleOptimizer;
      variables.add(
          new Variable(
              only ? Kind.RATE : Kind.UNUSED,
              Nd4j.scalar(only ? trainer.learningRate() : optimizer.learningRate(0))));
    }
    if (scales && built) {
      variables.add(new Variable(Kind.INTEGER, state.get(prefix + "step counter")));
      variables.add(new Variable(Kind.NUMBER, state.get(prefix + "dynamic scale")));
    }
    updater
        .inner()
        .forEach(
            (name, inner) ->
                variables.addAll(
                    variables(inner, state, prefix + name, built && !ordered(inner).isEmpty())));
    if (built && optimizer.inner().isEmpty()) {
      addElements(updater, state, prefix, variables);
    }
    return variables;
  }

  private void addElements(
      Updater updater, Map<String, INDArray> state, String prefix, List<Variable> variables) {
    Optimizer optimizer = updater.optimizer();
    List<UpdatedWeight> weights = ordered(updater);
    List<List<String>> groups = new ArrayList<>();
    if (optimizer.averages()) {
      groups.add(List.of("averages"));
    }
    if (optimizer.accumulation() > 1) {
      groups.add(List.of("accumulated"));
    }
    for (List<String> group : optimizer.slotGroups()) {
      groups.add(group.stream().map(slot -> "slot " + slot).toList());
    }
    for (List<String> group : groups) {
      for (UpdatedWeight weight : weights) {
        for (String name : group) {
          updater
              .section(state.get(prefix + name), name, weight)
              .ifPresent(
                  section ->
                      variables.add(
                          new Variable(Kind.ELEMENTS, section, shape(optimizer, name, weight))));
        }
      }
    }
    for (String number : optimizer.numbers()) {
      variables.add(new Variable(Kind.NUMBER, state.get(prefix + "number " + number)));
    }
  }

  /** The shape of a variable in Keras, which has scalars. */
  private static int[] shape(Optimizer optimizer, String name, UpdatedWeight weight) {
    long[] shape =
        name.startsWith("slot ")
            ? optimizer.slotShape(name.substring("slot ".length()), weight).orElseThrow()
            : weight.shape();
    return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
  }

  /** The weights of an updater in Keras' order. */
  private List<UpdatedWeight> ordered(Updater updater) {
    Map<WeightCell, UpdatedWeight> byCell = new HashMap<>();
    updater.weights().forEach(weight -> byCell.put(weight.cell(), weight));
    return order.stream().map(byCell::get).filter(Objects::nonNull).toList();
  }

  // ---- reading

  /** Sets the optimizer's state from a file's {@code optimizer} group. */
  public static void read(
      Functional model, FileLayerOrder order, Trainer trainer, H5Group optimizer) {
    optimizer
        .group("vars")
        .ifPresent(vars -> new OptimizerVariables(model, order, trainer).read(vars));
  }

  private void read(H5Group vars) {
    List<H5Dataset> data = new ArrayList<>();
    for (Optional<H5Dataset> at = vars.dataset("0"); at.isPresent(); ) {
      data.add(at.get());
      at = vars.dataset(String.valueOf(data.size()));
    }
    Updater updater = trainer.updater();
    Map<String, INDArray> state = updater.state();
    List<Variable> unbuilt = variables(updater, state, "", false);
    List<Variable> built = variables(updater, state, "", true);
    int first = Math.min(unbuilt.size(), data.size());
    for (int i = 0; i < Math.max(1, first); i++) {
      if (i >= data.size() || (data.size() <= unbuilt.size() && number(data.get(i)).isEmpty())) {
        skip("its first variables are not numbers");
        return;
      }
    }
    List<Variable> variables = data.size() > unbuilt.size() ? built : unbuilt.subList(0, first);
    if (data.size() != variables.size()) {
      skip(
          "it has "
              + (data.size() - unbuilt.size())
              + " variables, but the optimizer has "
              + (built.size() - unbuilt.size()));
      return;
    }
    for (int i = 0; i < data.size(); i++) {
      Variable variable = variables.get(i);
      boolean fits =
          variable.kind() == Kind.ELEMENTS
              ? Arrays.equals(data.get(i).shape(), variable.shape())
                  && !(data.get(i).values() instanceof String[])
              : number(data.get(i)).isPresent();
      if (!fits) {
        skip(
            i < unbuilt.size()
                ? "its first variables are not numbers"
                : "its variable "
                    + (i - unbuilt.size())
                    + " differs in shape from the optimizer's");
        return;
      }
    }
    for (int i = 0; i < data.size(); i++) {
      fill(variables.get(i), data.get(i));
    }
    updater.restore(state);
  }

  private void fill(Variable variable, H5Dataset dataset) {
    switch (variable.kind()) {
      case ELEMENTS -> {
        if (variable.size() > 0) {
          INDArray values = Nd4j.createFromArray(dataset.floats());
          variable
              .values()
              .assign(
                  values
                      .reshape('c', variable.values().shape())
                      .castTo(variable.values().dataType()));
        }
      }
      case INTEGER ->
          variable.values().assign(Math.max(0, number(dataset).orElseThrow().longValue()));
      case NUMBER -> variable.values().assign(number(dataset).orElseThrow().doubleValue());
      case RATE -> restoreRate(number(dataset).orElseThrow().floatValue());
      case UNUSED -> {}
    }
  }

  /** Restores a rate that a callback changed after compile. */
  private void restoreRate(float rate) {
    if (rate != (float) trainer.compilation().optimizer().learningRate(0)) {
      trainer.learningRate(rate);
    }
  }

  private static Optional<Number> number(H5Dataset dataset) {
    Object values = dataset.values();
    if (dataset.size() != 1) {
      return Optional.empty();
    }
    if (values instanceof int[] ints) {
      return Optional.of(ints[0]);
    }
    if (values instanceof long[] longs) {
      return Optional.of(longs[0]);
    }
    if (values instanceof double[] doubles) {
      return Optional.of(doubles[0]);
    }
    return values instanceof String[] ? Optional.empty() : Optional.of(dataset.floats()[0]);
  }

  private void skip(String why) {
    Notices.show(
        "fresh-optimizer",
        "The file's optimizer state does not fit the model \""
            + title
            + "\": "
            + why
            + ". Training continues with a fresh optimizer, as in Keras.");
  }

  // ---- writing

  /** Returns the optimizer with its current learning rate, which callbacks may have set. */
  public static Optimizer current(Trainer trainer) {
    Optimizer optimizer = trainer.compilation().optimizer();
    if (optimizer instanceof MultiOptimizer) {
      return optimizer;
    }
    double rate = trainer.learningRate();
    boolean changed = rate != optimizer.learningRate(trainer.updater().iterations());
    return changed ? optimizer.learningRate(rate) : optimizer;
  }

  /** Returns how many values are written for each trainable element, at most. */
  public static int copies(Trainer trainer) {
    return trainer.updater().iterations() == 0 ? 0 : copies(trainer.compilation().optimizer());
  }

  private static int copies(Optimizer optimizer) {
    return optimizer.slots().size()
        + (optimizer.averages() ? 1 : 0)
        + (optimizer.accumulation() > 1 ? 1 : 0)
        // Keras writes the variables of inner optimizers twice
        + 2 * optimizer.inner().stream().mapToInt(OptimizerVariables::copies).sum();
  }

  /** Returns the file's {@code optimizer} group. */
  public static H5Group write(Functional model, FileLayerOrder order, Trainer trainer) {
    OptimizerVariables all = new OptimizerVariables(model, order, trainer);
    return all.write(trainer.updater(), current(trainer), trainer.updater().state(), "");
  }

  private H5Group write(
      Updater updater, Optimizer current, Map<String, INDArray> state, String prefix) {
    boolean built = trainer.updater().iterations() > 0 && !ordered(updater).isEmpty();
    Map<String, H5Node> data = new LinkedHashMap<>();
    for (Variable variable : variables(updater, state, prefix, built)) {
      if (variable.kind() != Kind.RATE || current.schedule() == null) {
        data.put(String.valueOf(data.size()), dataset(variable));
      }
    }
    String name = String.valueOf(updater.optimizer().config().get("name"));
    Map<String, H5Node> groups = new LinkedHashMap<>();
    groups.put("vars", new H5Group(Map.of("name", H5Dataset.of(name)), data));
    Map<String, H5Node> inner = new LinkedHashMap<>();
    updater
        .inner()
        .forEach(
            (part, each) ->
                inner.put(
                    free(SnakeCase.of(each.optimizer().className()), inner),
                    write(each, each.optimizer(), state, prefix + part)));
    if (updater.optimizer() instanceof MultiOptimizer) {
      groups.put("optimizers", H5Group.of(inner));
    } else {
      inner.values().forEach(only -> groups.put("inner_optimizer", only));
    }
    return H5Group.of(groups);
  }

  /** Keras numbers the names of containers that are taken. */
  private static String free(String name, Map<String, H5Node> taken) {
    String free = name;
    for (int i = 1; taken.containsKey(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private static H5Dataset dataset(Variable variable) {
    INDArray values = variable.values();
    return switch (variable.kind()) {
      case ELEMENTS ->
          H5Dataset.of(values.castTo(DataType.FLOAT).dup('c').data().asFloat(), variable.shape());
      case INTEGER -> H5Dataset.of(new int[] {Math.toIntExact(values.getLong(0))});
      case RATE -> H5Dataset.of(new float[] {values.getFloat(0)});
      case NUMBER -> scalar(values.getDouble(0));
      case UNUSED -> H5Dataset.of(new float[] {values.getFloat(0)});
    };
  }

  /** Returns a scalar, in float32 as Keras does unless a custom optimizer requires more digits. */
  private static H5Dataset scalar(double value) {
    return (float) value == value
        ? H5Dataset.of(new float[] {(float) value})
        : H5Dataset.of(new double[] {value});
  }
}
