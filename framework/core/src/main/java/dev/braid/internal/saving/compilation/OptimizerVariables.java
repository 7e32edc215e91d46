package dev.braid.internal.saving.compilation;

import dev.braid.Optimizer;
import dev.braid.internal.engine.Network;
import dev.braid.internal.engine.Trainer;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.saving.architecture.FileLayerOrder;
import dev.braid.internal.saving.hdf5.H5Dataset;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.H5Node;
import dev.braid.internal.saving.weights.WeightFileGroups;
import dev.braid.notices.Notices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Reads and writes the optimizer's state in Keras' order of variables. */
public final class OptimizerVariables {
  private final String title;
  private final Trainer trainer;
  private final Optimizer optimizer;
  private final List<Network.StoredWeight> weights = new ArrayList<>();

  /** A variable of the optimizer: the section of one of the updater's vectors for one weight. */
  private record Variable(String vector, Network.StoredWeight weight) {}

  private OptimizerVariables(Functional model, FileLayerOrder order, Trainer trainer) {
    this.title = model.name();
    this.trainer = trainer;
    this.optimizer = trainer.compilation().optimizer();
    Map<WeightCell, Network.StoredWeight> stored = new LinkedHashMap<>();
    trainer.network().weights().forEach(weight -> stored.put(weight.cell(), weight));
    for (WeightCell cell : WeightFileGroups.cells(model, order)) {
      if (cell.trainable()) {
        weights.add(stored.get(cell));
      }
    }
  }

  /** Returns all variables with one value for each element of a weight. */
  private List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    if (optimizer.averages()) {
      weights.forEach(weight -> variables.add(new Variable("averages", weight)));
    }
    if (optimizer.accumulation() > 1) {
      weights.forEach(weight -> variables.add(new Variable("accumulated", weight)));
    }
    for (List<String> group : optimizer.slotGroups()) {
      for (Network.StoredWeight weight : weights) {
        group.forEach(slot -> variables.add(new Variable("slot " + slot, weight)));
      }
    }
    return variables;
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
    boolean fixed = optimizer.schedule() == null;
    int first = fixed ? 2 : 1;
    Optional<Number> iterations = data.isEmpty() ? Optional.empty() : number(data.get(0));
    if (iterations.isEmpty() || (fixed && data.size() > 1 && number(data.get(1)).isEmpty())) {
      skip("its first variables are not numbers");
      return;
    }
    List<Variable> variables = variables();
    if (data.size() > first) {
      if (data.size() != first + variables.size() + optimizer.numbers().size()) {
        skip(
            "it has "
                + (data.size() - first)
                + " variables, but the optimizer has "
                + (variables.size() + optimizer.numbers().size()));
        return;
      }
      if (!fill(variables, data.subList(first, data.size()))) {
        return;
      }
    }
    trainer.updater().iterations(Math.max(0, iterations.get().longValue()));
    if (fixed && data.size() > 1) {
      restoreRate(number(data.get(1)).orElseThrow().floatValue());
    }
  }

  /** Restores a rate that a callback changed after compile. */
  private void restoreRate(float rate) {
    if (rate != (float) optimizer.learningRate(0)) {
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

  private boolean fill(List<Variable> variables, List<H5Dataset> data) {
    for (int i = 0; i < data.size(); i++) {
      boolean fits =
          i < variables.size()
              ? fits(variables.get(i).weight(), data.get(i))
              : number(data.get(i)).isPresent();
      if (!fits) {
        skip("its variable " + i + " differs in shape from the optimizer's");
        return false;
      }
    }
    Map<String, INDArray> state = trainer.updater().state();
    for (int i = 0; i < variables.size(); i++) {
      Variable variable = variables.get(i);
      INDArray section = section(state.get(variable.vector()), variable.weight());
      float[] values = data.get(i).floats();
      if (values.length > 0) {
        section.assign(Nd4j.createFromArray(values).castTo(section.dataType()));
      }
    }
    trainer.updater().restore(state);
    for (int i = 0; i < optimizer.numbers().size(); i++) {
      Number value = number(data.get(variables.size() + i)).orElseThrow();
      trainer.updater().number(optimizer.numbers().get(i), value.doubleValue());
    }
    return true;
  }

  private static boolean fits(Network.StoredWeight weight, H5Dataset dataset) {
    long[] shape = Arrays.stream(dataset.shape()).asLongStream().toArray();
    return Arrays.equals(shape, weight.cell().spec().shape())
        && !(dataset.values() instanceof String[]);
  }

  private static INDArray section(INDArray vector, Network.StoredWeight weight) {
    long from = weight.view().offset();
    return vector.get(NDArrayIndex.interval(from, from + weight.cell().spec().length()));
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
    double rate = trainer.learningRate();
    boolean changed = rate != optimizer.learningRate(trainer.updater().iterations());
    return changed ? optimizer.learningRate(rate) : optimizer;
  }

  /** Returns how many values are written for each trainable element. */
  public static int copies(Trainer trainer) {
    Optimizer optimizer = trainer.compilation().optimizer();
    return trainer.updater().iterations() == 0
        ? 0
        : optimizer.slots().size()
            + (optimizer.averages() ? 1 : 0)
            + (optimizer.accumulation() > 1 ? 1 : 0);
  }

  /** Returns the file's {@code optimizer} group. */
  public static H5Group write(Functional model, FileLayerOrder order, Trainer trainer) {
    return new OptimizerVariables(model, order, trainer).write();
  }

  private H5Group write() {
    Map<String, H5Node> data = new LinkedHashMap<>();
    data.put("0", H5Dataset.of(new int[] {Math.toIntExact(trainer.updater().iterations())}));
    if (current(trainer).schedule() == null) {
      add(data, H5Dataset.of(new float[] {(float) trainer.learningRate()}));
    }
    if (trainer.updater().iterations() > 0) {
      Map<String, INDArray> state = trainer.updater().state();
      for (Variable variable : variables()) {
        INDArray section = section(state.get(variable.vector()), variable.weight());
        int[] shape =
            Arrays.stream(variable.weight().cell().spec().shape())
                .mapToInt(Math::toIntExact)
                .toArray();
        float[] values = section.castTo(DataType.FLOAT).dup('c').data().asFloat();
        add(data, H5Dataset.of(values, shape));
      }
      for (String number : optimizer.numbers()) {
        add(data, scalar(trainer.updater().number(number)));
      }
    }
    Map<String, H5Dataset> name =
        Map.of("name", H5Dataset.of(String.valueOf(optimizer.config().get("name"))));
    return H5Group.of(Map.of("vars", new H5Group(name, data)));
  }

  /** Returns a scalar, in float32 as Keras does unless a custom optimizer requires more digits. */
  private static H5Dataset scalar(double value) {
    return (float) value == value
        ? H5Dataset.of(new float[] {(float) value})
        : H5Dataset.of(new double[] {value});
  }

  private static void add(Map<String, H5Node> data, H5Dataset dataset) {
    data.put(String.valueOf(data.size()), dataset);
  }
}
