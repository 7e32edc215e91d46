package dev.braid.internal.engine.updates;

import dev.braid.Constraint;
import dev.braid.Optimizer;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.graph.RowGradient;
import dev.braid.internal.graph.WeightCell;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One update of all weights, in Keras' order: clip, decay, step, constrain, average.
 *
 * <p>Weights that train and lie side by side in the flat vectors are updated as one.
 */
final class RuleUpdater extends Updater {
  private static final String SLOT = "slot ";

  private final Optimizer optimizer;
  private final INDArray params;
  private final INDArray gradients;
  private final List<UpdatedWeight> weights;
  private final Map<WeightCell, UpdatedWeight> byCell = new HashMap<>();
  private final SlotVectors slots;
  private final Map<String, Double> numbers = new LinkedHashMap<>();
  private final FusedRule rule;
  private final FusedStep fused;
  private final EmbeddingTables tables;
  private final StepBounds bounds;

  /** For how many steps slots surely stay in their bounds while gradients are small. */
  private int bounded;

  /** The weight decays of weights, where they differ. */
  private final Map<WeightCell, Double> decays = new HashMap<>();

  private INDArray accumulated;
  private INDArray averages;
  private long iterations;

  RuleUpdater(Optimizer optimizer, Target target) {
    this.optimizer = optimizer;
    this.params = flat(target.params());
    this.gradients = flat(target.gradients());
    this.weights = target.weights();
    weights.forEach(weight -> byCell.put(weight.cell(), weight));
    this.slots = new SlotVectors(optimizer, weights, params.length(), params.dataType());
    optimizer.numbers().forEach(number -> numbers.put(number, 1.0));
    boolean fast =
        target.policy().fastKernels() && Floats.supports(params.dataType(), params.length());
    this.rule = fast ? FusedRules.of(optimizer) : null;
    this.fused = rule == null ? null : new FusedStep(params, gradients, slots.all());
    this.tables = new EmbeddingTables(optimizer, fused, target.changing());
    this.bounds = StepBounds.of(optimizer);
    if (optimizer.accumulation() > 1) {
      accumulated = full(0);
    }
    if (optimizer.averages()) {
      averages = params.dup('c');
    }
    boolean within =
        optimizer.slots().stream().allMatch(slot -> bounds.allow(slot, optimizer.slotStart(slot)));
    this.bounded = within ? bounds.validSteps() : 0;
  }

  private static INDArray flat(INDArray array) {
    return array.reshape('c', new long[] {array.length()});
  }

  private INDArray full(double value) {
    return Nd4j.valueArrayOf(new long[] {params.length()}, value, params.dataType());
  }

  @Override
  public Optimizer optimizer() {
    return optimizer;
  }

  @Override
  public List<UpdatedWeight> weights() {
    return weights;
  }

  @Override
  public long iterations() {
    return iterations;
  }

  @Override
  public long steps() {
    return iterations / optimizer.accumulation();
  }

  /** The whole vector of a slot. */
  INDArray slot(String name) {
    tables.settle();
    return slots.get(name);
  }

  @Override
  public Optional<INDArray> section(INDArray vector, String name, UpdatedWeight weight) {
    long from = weight.view().offset();
    SlotVectors.Section section =
        name.startsWith(SLOT)
            ? slots.section(name.substring(SLOT.length()), weight.cell(), from)
            : new SlotVectors.Section(from, weight.shape());
    return Optional.ofNullable(section).map(found -> found.of(vector));
  }

  @Override
  boolean isSafe(List<Parameter> trainable, double rate, boolean small) {
    return small
        && bounded > 0
        && bounds.hold(rate(trainable, rate), numbers)
        && constraintsStayFinite(trainable);
  }

  @Override
  void finished(boolean safe) {
    bounded = safe ? bounded - 1 : 0;
    if (bounded == 0) {
      lookAtSlots();
    }
  }

  /** The highest rate of a weight. */
  private static double rate(List<Parameter> trainable, double rate) {
    double most = 0;
    for (Parameter parameter : trainable) {
      most = Math.max(most, parameter.rate());
    }
    return rate * most;
  }

  private static boolean constraintsStayFinite(List<Parameter> trainable) {
    for (Parameter parameter : trainable) {
      Constraint constraint = parameter.cell().spec().constraint();
      if (constraint != null && !StepBounds.keepsFinite(constraint)) {
        return false;
      }
    }
    return true;
  }

  @Override
  Runnable backup() {
    tables.settle();
    VectorBackup before = new VectorBackup(vectors().values());
    Map<String, Double> numbersBefore = new HashMap<>(numbers);
    long iterationsBefore = iterations;
    return () -> {
      before.restore();
      numbers.putAll(numbersBefore);
      iterations = iterationsBefore;
    };
  }

  @Override
  Optional<Fault> fault(List<Parameter> trainable) {
    tables.settle();
    return FiniteCheck.fault(
        vectors(),
        numbers,
        trainable,
        (name, parameter) ->
            slots.get(name) == null
                ? new SlotVectors.Section(parameter.from(), parameter.to() - parameter.from())
                : slots.section(name, parameter.cell(), parameter.from()));
  }

  /** The vectors that a step writes: the weights under an empty name. */
  private Map<String, INDArray> vectors() {
    Map<String, INDArray> vectors = new LinkedHashMap<>(slots.byName());
    vectors.put("", params);
    if (accumulated != null) {
      vectors.put("accumulated gradient", accumulated);
    }
    if (averages != null) {
      vectors.put("average", averages);
    }
    return vectors;
  }

  private void lookAtSlots() {
    double sum = (double) BlockwiseLoops.SMALL * optimizer.accumulation();
    boolean within = accumulated == null || FiniteCheck.within(accumulated, -sum, sum);
    for (Map.Entry<String, INDArray> slot : slots.byName().entrySet()) {
      within = within && bounds.allow(slot.getKey(), slot.getValue());
    }
    bounded = within ? bounds.validSteps() : 0;
  }

  @Override
  void step(List<Parameter> trainable, double rate) {
    long before = steps();
    if (iterations == 0) {
      startAtWeights();
    }
    iterations++;
    if (trainable.isEmpty()) {
      return;
    }
    tables.expandGradients(trainable);
    if (gathered()) {
      Map<String, Double> next = new HashMap<>(numbers);
      if (rule == null) {
        GradientClipping.apply(optimizer.clipping(), trainable);
        for (Segment segment : optimizer.elementwise() ? segments(trainable) : alone(trainable)) {
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

  /** Copies the weights to the slots that start with them. */
  private void startAtWeights() {
    for (String slot : optimizer.slots()) {
      if (optimizer.startsAtWeight(slot)) {
        for (UpdatedWeight weight : weights) {
          SlotVectors.Section section = slots.section(slot, weight.cell(), weight.view().offset());
          section.of(slots.get(slot)).assign(weight.view().array());
        }
      }
    }
  }

  /** Adds the gradients to those before; true where it is time for their mean. */
  private boolean gathered() {
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
      case NONE -> fuse(stretches(trainable), FusedStep.Clip.NONE, rate, next);
      case VALUE -> fuse(stretches(trainable), new FusedStep.Clip(1, (float) limit), rate, next);
      case GLOBAL_NORM -> {
        List<Segment> stretches = stretches(trainable);
        double square = stretches.stream().mapToDouble(Segment::squares).sum();
        fuse(stretches, FusedStep.Clip.toNorm(square, limit), rate, next);
      }
      case NORM -> {
        for (Parameter parameter : trainable) {
          for (Segment alone : stretches(List.of(parameter))) {
            fuse(List.of(alone), FusedStep.Clip.toNorm(alone.squares(), limit), rate, next);
          }
        }
      }
    }
  }

  /** Stretches of the flat vectors, and tables that take their step row by row. */
  private List<Segment> stretches(List<Parameter> trainable) {
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

  private void fuse(
      List<Segment> segments, FusedStep.Clip clip, double rate, Map<String, Double> next) {
    for (Segment segment : segments) {
      double scaled = rate * segment.rate;
      segment.fuse(
          new FusedStep.Change(
              rule.at(scaled, steps(), numbers, next), clip, (float) (segment.decay * scaled)));
    }
  }

  /** Follows the weights with every gradient, also with those that are only gathered, as Keras. */
  private void average(List<Parameter> trainable, long before) {
    if (averages == null) {
      return;
    }
    // Keras starts the average at the weights after the first step
    double momentum = before == 0 ? 0 : optimizer.averageMomentum();
    for (Segment segment : segments(trainable)) {
      INDArray average = segment.part(averages);
      average.muli(momentum).addi(segment.part(params).mul(1 - momentum));
    }
    int every = optimizer.averageEvery();
    if (every > 0 && (before + 1) % every == 0) {
      takeAverages(trainable);
    }
  }

  @Override
  public boolean averages() {
    return averages != null;
  }

  @Override
  public void takeAverages(List<Parameter> trainable) {
    if (averages != null) {
      for (Segment segment : segments(trainable)) {
        segment.part(params).assign(segment.part(averages));
      }
    }
  }

  @Override
  public Map<String, INDArray> state() {
    tables.settle();
    Map<String, INDArray> state = new LinkedHashMap<>();
    slots.byName().forEach((name, array) -> state.put(SLOT + name, array.dup('c')));
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

  @Override
  public void restore(Map<String, INDArray> state) {
    tables.touchAll();
    slots.byName().forEach((name, array) -> array.assign(state.get(SLOT + name)));
    numbers.replaceAll((name, value) -> state.get("number " + name).getDouble(0));
    if (accumulated != null) {
      accumulated.assign(state.get("accumulated"));
    }
    if (averages != null) {
      averages.assign(state.get("averages"));
    }
    iterations = Math.max(0, state.get("iterations").getLong(0));
    lookAtSlots();
  }

  private List<Segment> segments(List<Parameter> trainable) {
    List<Parameter> sorted = new ArrayList<>(trainable);
    sorted.sort(Comparator.comparingLong(Parameter::from));
    List<Segment> segments = new ArrayList<>();
    for (Parameter parameter : sorted) {
      Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
      double decay = decay(parameter);
      if (last != null
          && last.to == parameter.from()
          && last.rate == parameter.rate()
          && last.decay == decay) {
        segments.set(segments.size() - 1, new Segment(last.from, parameter.to(), last.rate, decay));
      } else {
        segments.add(new Segment(parameter.from(), parameter.to(), parameter.rate(), decay));
      }
    }
    return segments;
  }

  private double decay(Parameter parameter) {
    return optimizer.decaysAlike()
        ? optimizer.weightDecay()
        : decays.computeIfAbsent(parameter.cell(), cell -> optimizer.weightDecay(byCell.get(cell)));
  }

  private List<Segment> alone(List<Parameter> trainable) {
    List<Segment> all = new ArrayList<>();
    trainable.forEach(parameter -> all.add(new Alone(parameter)));
    return all;
  }

  /** A stretch of the flat vectors. */
  private class Segment {
    private final long from;
    private final long to;
    private final double rate;
    private final double decay;

    Segment(long from, long to, double rate, double decay) {
      this.from = from;
      this.to = to;
      this.rate = rate;
      this.decay = decay;
    }

    double squares() {
      return fused.squares(Math.toIntExact(from), Math.toIntExact(to));
    }

    void fuse(FusedStep.Change change) {
      fused.run(change, Math.toIntExact(from), Math.toIntExact(to));
    }

    INDArray part(INDArray whole) {
      return from == 0 && to == whole.length() ? whole : whole.get(NDArrayIndex.interval(from, to));
    }

    void update(double learningRate, Map<String, Double> next) {
      update(
          null, part(params), part(gradients), slot -> part(slots.get(slot)), learningRate, next);
    }

    final void update(
        UpdatedWeight variable,
        INDArray weight,
        INDArray gradient,
        Function<String, INDArray> slotOf,
        double learningRate,
        Map<String, Double> next) {
      double scaled = learningRate * rate;
      if (decay != 0) {
        weight.subi(weight.mul(decay * scaled));
      }
      weight.assign(
          optimizer
              .update(
                  new RuleUpdate(
                      variable, weight, gradient, scaled, steps(), slotOf, numbers, next))
              .array());
    }
  }

  /** A weight whose rule looks at the whole of it. */
  private final class Alone extends Segment {
    private final Parameter parameter;

    Alone(Parameter parameter) {
      super(parameter.from(), parameter.to(), parameter.rate(), decay(parameter));
      this.parameter = parameter;
    }

    @Override
    void update(double learningRate, Map<String, Double> next) {
      update(
          byCell.get(parameter.cell()),
          parameter.view().array(),
          parameter.view().gradient(),
          this::slotOf,
          learningRate,
          next);
    }

    private INDArray slotOf(String slot) {
      return slots.section(slot, parameter.cell(), parameter.from()).of(slots.get(slot));
    }
  }

  /** A table of which this step has the gradients of some rows. */
  private final class Rows extends Segment {
    private final Parameter parameter;
    private final RowGradient given;

    Rows(Parameter parameter) {
      super(parameter.from(), parameter.to(), parameter.rate(), decay(parameter));
      this.parameter = parameter;
      this.given = parameter.view().rows();
    }

    @Override
    double squares() {
      return fused.squares(given.values().buffer(), 0, given.length());
    }

    @Override
    void fuse(FusedStep.Change change) {
      // before the first step all slots are as they start
      tables.step(change, parameter, given, iterations == 1);
    }
  }
}
