package dev.braid.training;

import dev.braid.Callback;
import dev.braid.Verbosity;
import dev.braid.training.progress.Progress;
import dev.braid.training.progress.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How a run goes: the options of fit, evaluate and predict that concern the loop. */
public final class Plan {
  private int epochs;
  private int initialEpoch;
  private int steps;
  private int validationSteps;
  private int validationFreq = 1;
  private Set<Integer> validationEpochs = Set.of();
  private Verbosity verbosity = Verbosity.BAR;
  private List<Callback> callbacks = List.of();
  private Optional<Terminal> terminal = Optional.empty();

  private Plan(int epochs) {
    this.epochs = epochs;
  }

  private Plan(Plan from) {
    epochs = from.epochs;
    initialEpoch = from.initialEpoch;
    steps = from.steps;
    validationSteps = from.validationSteps;
    validationFreq = from.validationFreq;
    validationEpochs = from.validationEpochs;
    verbosity = from.verbosity;
    callbacks = from.callbacks;
    terminal = from.terminal;
  }

  /** Keras' defaults: every batch, validation after every epoch, a progress bar. */
  public static Plan epochs(int last) {
    return new Plan(last);
  }

  /** The plan of an evaluation or prediction: one walk through the data. */
  public static Plan once() {
    return epochs(1);
  }

  /** Epochs that are done already. */
  public Plan initialEpoch(int done) {
    return with(plan -> plan.initialEpoch = done);
  }

  /** Batches an epoch; 0 for as many as the data has. */
  public Plan steps(int batches) {
    return with(plan -> plan.steps = batches);
  }

  /** Batches of a validation; 0 for all. */
  public Plan validationSteps(int batches) {
    return with(plan -> plan.validationSteps = batches);
  }

  /** Validates after every so many epochs. */
  public Plan validationFreq(int epochs) {
    return with(plan -> plan.validationFreq = epochs);
  }

  /** Validates after these epochs alone, counted from 1. */
  public Plan validationEpochs(Set<Integer> epochs) {
    return with(plan -> plan.validationEpochs = Set.copyOf(epochs));
  }

  public Plan verbosity(Verbosity much) {
    return with(plan -> plan.verbosity = much);
  }

  public Plan callbacks(List<Callback> all) {
    return with(plan -> plan.callbacks = List.copyOf(all));
  }

  /** Where progress is told, instead of on the standard output. */
  public Plan terminal(Terminal where) {
    return with(plan -> plan.terminal = Optional.of(where));
  }

  int epochs() {
    return epochs;
  }

  int initialEpoch() {
    return initialEpoch;
  }

  int steps() {
    return steps;
  }

  int validationSteps() {
    return validationSteps;
  }

  int validationFreq() {
    return validationFreq;
  }

  List<Callback> callbacks() {
    return callbacks;
  }

  /** The way to tell progress; looks at the terminal only where something is told. */
  Progress progress(Supplier<LogNames> names) {
    return verbosity == Verbosity.SILENT
        ? Progress.silent()
        : Progress.of(verbosity, terminal.orElseGet(Terminal::standardOutput), names.get());
  }

  boolean validatesAfter(int epoch) {
    return validationEpochs.isEmpty()
        ? (epoch + 1) % validationFreq == 0
        : validationEpochs.contains(epoch + 1);
  }

  private Plan with(Consumer<Plan> change) {
    Plan copy = new Plan(this);
    change.accept(copy);
    return copy;
  }
}
