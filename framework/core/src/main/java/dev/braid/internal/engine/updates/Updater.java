package dev.braid.internal.engine.updates;

import dev.braid.Constraint;
import dev.braid.Optimizer;
import dev.braid.Regularizer;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.graph.RowGradient;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One update of all weights, in Keras' order: clip, decay, step, constrain, average.
 *
 * <p>Trainable weights that are adjacent in the flat vectors are updated as one segment.
 */
public final class Updater {
  private final Optimizer optimizer;
  private final INDArray params;
  private final INDArray gradients;
  private final Map<String, INDArray> slots = new LinkedHashMap<>();
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final FusedRule rule;
  private final FusedStep fused;
  private final EmbeddingTables tables;
  private final StepBounds bounds;

  /** The number of steps for which slots stay in their bounds while gradients are small. */
  private int boundedSteps;

  private INDArray accumulated;
  private INDArray averages;
  private long iterations;

  /**
   * Creates an updater in its initial state.
   *
   * @param params all weights as one vector
   * @param gradients the gradients of all weights as one vector
   * @param exclusive runs code that changes weights while no other thread reads them
   * @param policy whether the optimizer's rule may run fused
   */
  public Updater(
      Optimizer optimizer,
      INDArray params,
      INDArray gradients,
      Consumer<Runnable> exclusive,
      ExecutionPolicy policy) {
    this.optimizer = optimizer;
    this.params = flat(params);
    this.gradients = flat(gradients);
    for (String slot : optimizer.slots()) {
      slots.put(slot, full(optimizer.slotStart(slot)));
    }
    optimizer.numbers().forEach(number -> numbers.put(number, 1.0));
    boolean fast = policy.fastKernels() && Floats.supports(params.dataType(), params.length());
    this.rule = fast ? FusedRules.of(optimizer) : null;
    this.fused = rule == null ? null : new FusedStep(this.params, this.gradients, slots.values());
    this.tables = new EmbeddingTables(optimizer, fused, exclusive);
    this.bounds = StepBounds.of(optimizer);
    if (optimizer.accumulation() > 1) {
      accumulated = full(0);
    }
    if (optimizer.averages()) {
      averages = this.params.dup('c');
    }
    boolean inBounds =
        optimizer.slots().stream().allMatch(slot -> bounds.allow(slot, optimizer.slotStart(slot)));
    this.boundedSteps = inBounds ? bounds.validSteps() : 0;
  }

  private static INDArray flat(INDArray array) {
    return array.reshape('c', new long[] {array.length()});
  }

  private INDArray full(double value) {
    return Nd4j.valueArrayOf(new long[] {params.length()}, value, params.dataType());
  }

  public Optimizer optimizer() {
    return optimizer;
  }

  /** Returns the number of gradients that were applied or accumulated. */
  public long iterations() {
    return iterations;
  }

  public void iterations(long count) {
    iterations = count;
  }

  /** Returns how many times the weights have changed. */
  public long steps() {
    return iterations / optimizer.accumulation();
  }

  /** Returns the whole vector of a slot. */
  public INDArray slot(String name) {
    tables.settle();
    return slots.get(name);
  }

  public double number(String name) {
    return numbers.get(name);
  }

  public void number(String name, double value) {
    numbers.put(name, value);
  }

  /** Returns the penalties of the regularizers, and optionally adds their gradients. */
  public static double penalties(List<Parameter> trainable, boolean withGradient) {
    double total = 0;
    for (Parameter parameter : trainable) {
      Regularizer regularizer = parameter.cell().spec().regularizer();
      if (regularizer != null) {
        Tape tape = new Tape();
        Value weight = tape.variable(parameter.view().array());
        Value penalty = regularizer.penalty(weight);
        total += penalty.array().getDouble(0);
        if (withGradient) {
          penalty.addGradient(Nd4j.ones(weight.dataType(), penalty.shape()));
          tape.backward();
          INDArray gradient = weight.gradient();
          if (gradient != null) {
            // null if the penalty does not depend on the weight
            parameter.view().gradient().addi(gradient);
          }
        }
      }
    }
    return total;
  }

  /**
   * A non-finite value that a step would have written.
   *
   * @param cell the weight; null for a scalar of the optimizer
   * @param slot the slot, or the scalar's name; empty for the weight itself
   * @param value the value
   */
  public record Fault(WeightCell cell, String slot, double value) {}

  /**
   * Applies or accumulates the gradients.
   *
   * @param small whether all gradients are {@link dev.braid.internal.compute.BlockwiseLoops#SMALL
   *     small}
   * @return the non-finite result of a step, which then has changed nothing; otherwise empty
   */
  public Optional<Fault> apply(List<Parameter> trainable, double rate, boolean small) {
    boolean inBounds = small && boundedSteps > 0 && bounds.hold(rate(trainable, rate), numbers);
    Optional<Fault> fault = Optional.empty();
    if (inBounds && keepConstraintsFinite(trainable)) {
      step(trainable, rate);
    } else {
      fault = attempt(trainable, rate);
    }
    boundedSteps = inBounds ? boundedSteps - 1 : 0;
    if (boundedSteps == 0) {
      checkSlots();
    }
    return fault;
  }

  /** Returns the highest rate of a weight. */
  private static double rate(List<Parameter> trainable, double rate) {
    double max = 0;
    for (Parameter parameter : trainable) {
      max = Math.max(max, parameter.rate());
    }
    return rate * max;
  }

  private static boolean keepConstraintsFinite(List<Parameter> trainable) {
    for (Parameter parameter : trainable) {
      Constraint constraint = parameter.cell().spec().constraint();
      if (constraint != null && !StepBounds.keepsFinite(constraint)) {
        return false;
      }
    }
    return true;
  }

  /** Takes a step, checks its results, and undoes it if one is not finite. */
  private Optional<Fault> attempt(List<Parameter> trainable, double rate) {
    tables.settle();
    Map<String, INDArray> vectors = vectors();
    VectorBackup before = new VectorBackup(vectors.values());
    Map<String, Double> numbersBefore = new HashMap<>(numbers);
    step(trainable, rate);
    tables.settle();
    Optional<Fault> fault = FiniteCheck.fault(vectors, numbers, trainable);
    if (fault.isPresent()) {
      before.restore();
      numbers.putAll(numbersBefore);
      iterations--;
    }
    return fault;
  }

  /** Returns the vectors that a step writes by slot; the weights have an empty name. */
  private Map<String, INDArray> vectors() {
    Map<String, INDArray> vectors = new LinkedHashMap<>(slots);
    vectors.put("", params);
    if (accumulated != null) {
      vectors.put("accumulated gradient", accumulated);
    }
    if (averages != null) {
      vectors.put("average", averages);
    }
    return vectors;
  }

  private void checkSlots() {
    double sum = (double) BlockwiseLoops.SMALL * optimizer.accumulation();
    boolean inBounds = accumulated == null || FiniteCheck.within(accumulated, -sum, sum);
    for (Map.Entry<String, INDArray> slot : slots.entrySet()) {
      inBounds = inBounds && bounds.allow(slot.getKey(), slot.getValue());
    }
    boundedSteps = inBounds ? bounds.validSteps() : 0;
  }

  private void step(List<Parameter> trainable, double rate) {
    long before = steps();
    iterations++;
    if (trainable.isEmpty()) {
      return;
    }
    tables.expandGradients(trainable);
    if (accumulate()) {
      Map<String, Double> next = new HashMap<>(numbers);
      if (rule == null) {
        GradientClipping.apply(optimizer.clipping(), trainable);
        for (Segment segment : segments(trainable)) {
          segment.update(rate, next);
        }
      } else {
        updateFused(trainable, rate, next);
      }
      numbers.putAll(next);
    }
    average(trainable, before);
    for (Parameter parameter : trainable) {
      Constraint constraint = parameter.cell().spec().constraint();
      if (constraint != null) {
        INDArray weight = parameter.view().array();
        weight.assign(constraint.project(Value.constant(weight)).array());
      }
    }
  }

  /** Accumulates the gradients; returns whether the weights are to be changed now. */
  private boolean accumulate() {
    if (accumulated == null) {
      return true;
    }
    accumulated.addi(gradients);
    if (iterations % optimizer.accumulation() != 0) {
      return false;
    }
    gradients.assign(accumulated).divi(optimizer.accumulation());
    accumulated.assign(0);
    return true;
  }

  private void updateFused(List<Parameter> trainable, double rate, Map<String, Double> next) {
    double limit = optimizer.clipping().limit();
    switch (optimizer.clipping().kind()) {
      case NONE -> runFused(updateSegments(trainable), FusedStep.Clip.NONE, rate, next);
      case VALUE ->
          runFused(updateSegments(trainable), new FusedStep.Clip(1, (float) limit), rate, next);
      case GLOBAL_NORM -> {
        List<Segment> updateSegments = updateSegments(trainable);
        double square = updateSegments.stream().mapToDouble(Segment::squares).sum();
        runFused(updateSegments, FusedStep.Clip.toNorm(square, limit), rate, next);
      }
      case NORM -> {
        for (Parameter parameter : trainable) {
          for (Segment segment : updateSegments(List.of(parameter))) {
            runFused(List.of(segment), FusedStep.Clip.toNorm(segment.squares(), limit), rate, next);
          }
        }
      }
    }
  }

  /** Returns segments of the flat vectors, and tables that are updated row by row. */
  private List<Segment> updateSegments(List<Parameter> trainable) {
    List<Parameter> whole = new ArrayList<>();
    List<Segment> all = new ArrayList<>();
    for (Parameter parameter : trainable) {
      if (tables.usesRowGradient(parameter)) {
        all.add(new Rows(parameter));
      } else {
        whole.add(parameter);
      }
    }
    all.addAll(segments(whole));
    return all;
  }

  private void runFused(
      List<Segment> segments, FusedStep.Clip clip, double rate, Map<String, Double> next) {
    for (Segment segment : segments) {
      double scaled = rate * segment.rate;
      segment.runFused(
          new FusedStep.Change(
              rule.at(scaled, steps(), numbers, next),
              clip,
              (float) (optimizer.weightDecay() * scaled)));
    }
  }

  /** Updates the averages, like Keras also with gradients that are only accumulated. */
  private void average(List<Parameter> trainable, long before) {
    if (averages == null) {
      return;
    }
    // Keras starts the average at the weights after the first step
    double momentum = before == 0 ? 0 : optimizer.averageMomentum();
    for (Segment segment : segments(trainable)) {
      INDArray average = segment.slice(averages);
      average.muli(momentum).addi(segment.slice(params).mul(1 - momentum));
    }
    int every = optimizer.averageEvery();
    if (every > 0 && (before + 1) % every == 0) {
      takeAverages(trainable);
    }
  }

  /** Replaces the weights by their averages, if the optimizer averages. */
  public void takeAverages(List<Parameter> trainable) {
    if (averages != null) {
      for (Segment segment : segments(trainable)) {
        segment.slice(params).assign(segment.slice(averages));
      }
    }
  }

  /** Returns copies of everything but the weights, for {@link #restore}. */
  public Map<String, INDArray> state() {
    tables.settle();
    Map<String, INDArray> state = new LinkedHashMap<>();
    slots.forEach((name, array) -> state.put("slot " + name, array.dup('c')));
    numbers.forEach((name, value) -> state.put("number " + name, Nd4j.scalar(value)));
    if (accumulated != null) {
      state.put("accumulated", accumulated.dup('c'));
    }
    if (averages != null) {
      state.put("averages", averages.dup('c'));
    }
    state.put("iterations", Nd4j.scalar(iterations));
    return state;
  }

  public void restore(Map<String, INDArray> state) {
    tables.touchAll();
    slots.forEach((name, array) -> array.assign(state.get("slot " + name)));
    numbers.replaceAll((name, value) -> state.get("number " + name).getDouble(0));
    if (accumulated != null) {
      accumulated.assign(state.get("accumulated"));
    }
    if (averages != null) {
      averages.assign(state.get("averages"));
    }
    iterations = state.get("iterations").getLong(0);
    checkSlots();
  }

  private List<Segment> segments(List<Parameter> trainable) {
    List<Parameter> sorted = new ArrayList<>(trainable);
    sorted.sort(Comparator.comparingLong(Parameter::from));
    List<Segment> segments = new ArrayList<>();
    for (Parameter parameter : sorted) {
      Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
      if (last != null && last.to == parameter.from() && last.rate == parameter.rate()) {
        segments.set(segments.size() - 1, new Segment(last.from, parameter.to(), last.rate));
      } else {
        segments.add(new Segment(parameter.from(), parameter.to(), parameter.rate()));
      }
    }
    return segments;
  }

  /** A segment of the flat vectors. */
  private class Segment {
    private final long from;
    private final long to;
    private final double rate;

    Segment(long from, long to, double rate) {
      this.from = from;
      this.to = to;
      this.rate = rate;
    }

    double squares() {
      return fused.squares(Math.toIntExact(from), Math.toIntExact(to));
    }

    void runFused(FusedStep.Change change) {
      fused.run(change, Math.toIntExact(from), Math.toIntExact(to));
    }

    INDArray slice(INDArray whole) {
      return from == 0 && to == whole.length() ? whole : whole.get(NDArrayIndex.interval(from, to));
    }

    void update(double learningRate, Map<String, Double> next) {
      INDArray weight = slice(params);
      double scaled = learningRate * rate;
      if (optimizer.weightDecay() != 0) {
        weight.subi(weight.mul(optimizer.weightDecay() * scaled));
      }
      weight.assign(optimizer.update(new View(weight, scaled, next)).array());
    }

    /** The optimizer's view of this segment. */
    private final class View implements Optimizer.Update {
      private final INDArray weight;
      private final double learningRate;
      private final Map<String, Double> next;

      View(INDArray weight, double learningRate, Map<String, Double> next) {
        this.weight = weight;
        this.learningRate = learningRate;
        this.next = next;
      }

      @Override
      public Value weight() {
        return Value.constant(weight);
      }

      @Override
      public Value gradient() {
        return Value.constant(slice(gradients));
      }

      @Override
      public double rate() {
        return learningRate;
      }

      @Override
      public long step() {
        return steps();
      }

      @Override
      public Value slot(String name) {
        return Value.constant(slice(slots.get(name)));
      }

      @Override
      public void slot(String name, Value value) {
        slice(slots.get(name)).assign(value.array());
      }

      @Override
      public double number(String name) {
        return numbers.get(name);
      }

      @Override
      public void number(String name, double value) {
        next.put(name, value);
      }
    }
  }

  /** A table for which this step has gradients of some rows. */
  private final class Rows extends Segment {
    private final Parameter parameter;
    private final RowGradient gradient;

    Rows(Parameter parameter) {
      super(parameter.from(), parameter.to(), parameter.rate());
      this.parameter = parameter;
      this.gradient = parameter.view().rows();
    }

    @Override
    double squares() {
      return fused.squares(gradient.values().buffer(), 0, gradient.length());
    }

    @Override
    void runFused(FusedStep.Change change) {
      // before the first step all slots have their initial values
      tables.step(change, parameter, gradient, iterations == 1);
    }
  }
}
