package dev.braid.internal.engine.updates;

import dev.braid.Optimizer;
import dev.braid.internal.graph.WeightCell;
import dev.braid.optimizers.MultiOptimizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Passes the gradient of each weight to the updater of its optimizer. */
final class MultiUpdater extends Updater {
  private static final String ITERATIONS = "iterations";

  private final MultiOptimizer optimizer;
  private final List<UpdatedWeight> weights;
  private final List<Updater> inner = new ArrayList<>();
  private final Map<WeightCell, Integer> numbers = new HashMap<>();
  private long iterations;

  MultiUpdater(MultiOptimizer optimizer, Target target) {
    this.optimizer = optimizer;
    this.weights = target.weights();
    List<Optimizer> optimizers = optimizer.inner();
    List<List<UpdatedWeight>> groups = new ArrayList<>();
    optimizers.forEach(each -> groups.add(new ArrayList<>()));
    for (UpdatedWeight weight : weights) {
      // the paths of weights in Keras' Sequential models begin with the name of the model
      Optimizer of = optimizer.optimizerOf(weight.path(), target.model() + '/' + weight.path());
      int number = 0;
      while (optimizers.get(number) != of) {
        number++;
      }
      numbers.put(weight.cell(), number);
      groups.get(number).add(weight);
    }
    for (int i = 0; i < optimizers.size(); i++) {
      inner.add(Updater.of(optimizers.get(i), target.with(groups.get(i))));
    }
  }

  @Override
  public Optimizer optimizer() {
    return optimizer;
  }

  @Override
  public long iterations() {
    return iterations;
  }

  @Override
  public long steps() {
    return iterations;
  }

  @Override
  public Map<String, Updater> inner() {
    Map<String, Updater> all = new LinkedHashMap<>();
    for (int i = 0; i < inner.size(); i++) {
      all.put(prefix(i), inner.get(i));
    }
    return all;
  }

  private static String prefix(int number) {
    return number + " ";
  }

  @Override
  public List<UpdatedWeight> weights() {
    return weights;
  }

  private List<List<Parameter>> groups(List<Parameter> trainable) {
    List<List<Parameter>> groups = new ArrayList<>();
    inner.forEach(each -> groups.add(new ArrayList<>()));
    for (Parameter parameter : trainable) {
      groups.get(numbers.get(parameter.cell())).add(parameter);
    }
    return groups;
  }

  private double rate(int number) {
    Updater of = inner.get(number);
    return (float) of.optimizer().learningRate(of.iterations());
  }

  @Override
  boolean isSafe(List<Parameter> trainable, double rate, boolean small) {
    List<List<Parameter>> groups = groups(trainable);
    boolean safe = true;
    for (int i = 0; i < inner.size(); i++) {
      safe &= inner.get(i).isSafe(groups.get(i), rate(i), small);
    }
    return safe;
  }

  @Override
  Runnable backup() {
    List<Runnable> undo = new ArrayList<>();
    inner.forEach(each -> undo.add(each.backup()));
    long before = iterations;
    return () -> {
      undo.forEach(Runnable::run);
      iterations = before;
    };
  }

  @Override
  void step(List<Parameter> trainable, double rate) {
    List<List<Parameter>> groups = groups(trainable);
    for (int i = 0; i < inner.size(); i++) {
      if (!groups.get(i).isEmpty()) {
        inner.get(i).step(groups.get(i), rate(i));
      }
    }
    iterations++;
  }

  @Override
  Optional<Fault> fault(List<Parameter> trainable) {
    List<List<Parameter>> groups = groups(trainable);
    Optional<Fault> fault = Optional.empty();
    for (int i = 0; i < inner.size() && fault.isEmpty(); i++) {
      fault = inner.get(i).fault(groups.get(i));
    }
    return fault;
  }

  @Override
  void finished(boolean safe) {
    inner.forEach(each -> each.finished(safe));
  }

  @Override
  public boolean averages() {
    return inner.stream().anyMatch(Updater::averages);
  }

  @Override
  public void takeAverages(List<Parameter> trainable) {
    List<List<Parameter>> groups = groups(trainable);
    for (int i = 0; i < inner.size(); i++) {
      inner.get(i).takeAverages(groups.get(i));
    }
  }

  @Override
  public Map<String, INDArray> state() {
    Map<String, INDArray> state = new LinkedHashMap<>();
    state.put(ITERATIONS, Nd4j.scalar(iterations));
    for (int i = 0; i < inner.size(); i++) {
      state.putAll(prefixed(prefix(i), inner.get(i).state()));
    }
    return state;
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    iterations = Math.max(0, state.get(ITERATIONS).getLong(0));
    for (int i = 0; i < inner.size(); i++) {
      inner.get(i).restore(without(prefix(i), state));
    }
  }
}
