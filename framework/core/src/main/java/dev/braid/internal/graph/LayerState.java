package dev.braid.internal.graph;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.internal.shapes.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state that belongs to a layer's identity and not to its description: name, weights, trainable
 * flag.
 */
public final class LayerState {
  private @Nullable String name;
  private long firstApplied = -1;
  private boolean trainable;
  private double rate = 1;
  private @Nullable List<Spec> builtFor;
  private @Nullable List<WeightCell> cells;
  private List<?> carried = List.of();
  private @Nullable Thread claimant;
  private int claims;
  private final List<LayerState> inside = new ArrayList<>();

  public LayerState(@Nullable String givenName, boolean trainable) {
    this.name = givenName;
    this.trainable = trainable;
  }

  /** Returns the state that all applications of a layer share. */
  public static LayerState of(Layer layer) {
    return ((LayerBase) layer).state();
  }

  /** Returns the name, or null as long as no model has assigned one. */
  public synchronized @Nullable String name() {
    return name;
  }

  synchronized void name(String given) {
    name = given;
  }

  public synchronized boolean trainable() {
    return trainable;
  }

  /** Freezes or unfreezes the layer and the layers inside it. */
  public synchronized void trainable(boolean on) {
    trainable = on;
    inside.forEach(state -> state.trainable(on));
  }

  /** Adds a layer inside this one, which is frozen with it. */
  synchronized void addInner(Layer child) {
    LayerState state = LayerState.of(child);
    if (!inside.contains(state)) {
      inside.add(state);
      if (!trainable) {
        state.trainable(false);
      }
    }
    if (state.name() == null) {
      state.name(child.automaticName());
    }
  }

  /**
   * Returns the engine's arrays from which the layer continues at the next batch; empty at first.
   */
  public synchronized List<?> carried() {
    return carried;
  }

  /** Sets the arrays from which the layer continues at the next batch. */
  public synchronized void carry(List<?> arrays) {
    carried = List.copyOf(arrays);
  }

  /** Reserves the carried state for this thread; refused while another thread has it. */
  public synchronized void claim(Layer layer) {
    requireUnclaimed(layer);
    claimant = Thread.currentThread();
    claims++;
  }

  private void requireUnclaimed(Layer layer) {
    if (claimant != null && claimant != Thread.currentThread()) {
      throw StructureException.of(
          layer.label() + " cannot be run by two threads at once",
          Problem.of(
                  "concurrent-state",
                  Objects.requireNonNullElse(layer.name(), layer.className()),
                  "it carries its state from batch to batch, and the thread \""
                      + claimant.getName()
                      + "\" is running it")
              .fix(
                  "Wait for that call to end, or give each thread a model of its own:"
                      + " Model.load(file)."));
    }
  }

  /** Ends a claim of this thread. */
  public synchronized void release() {
    claims--;
    if (claims == 0) {
      claimant = null;
    }
  }

  /** Clears the state that the layer and those inside it carry from batch to batch. */
  public synchronized void forget(Layer layer) {
    requireUnclaimed(layer);
    carried = List.of();
    inside.forEach(state -> state.forget(layer));
  }

  /** Returns the layer's learning rate multiplier. */
  public synchronized double rate() {
    return rate;
  }

  public synchronized void rate(double multiplier) {
    rate = multiplier;
  }

  /** Returns the number of the first application, by which Keras numbers names. */
  synchronized long firstApplied() {
    return firstApplied;
  }

  synchronized void applied(long number) {
    if (firstApplied < 0) {
      firstApplied = number;
    }
  }

  public synchronized boolean built() {
    return cells != null;
  }

  /** Returns the inputs at the first application, or null before it. */
  public synchronized @Nullable List<Spec> builtFor() {
    return builtFor;
  }

  /** Returns the weights, in the layer's order. */
  public synchronized List<WeightCell> cells() {
    return cells == null ? List.of() : cells;
  }

  /** Returns the weight with a name. */
  public synchronized WeightCell cell(String weight) {
    for (WeightCell cell : cells()) {
      if (cell.spec().name().equals(weight)) {
        return cell;
      }
    }
    throw new IllegalArgumentException("the layer has no weight \"" + weight + '"');
  }

  /** Creates the weights at the first application and checks later ones against them. */
  synchronized void build(Layer layer, List<Spec> inputs) {
    List<WeightSpec> specs = layer.weights(inputs);
    for (WeightSpec spec : specs) {
      String expected = Sizes.expected(spec.shape());
      if (!expected.isEmpty()) {
        throw layer.refusal(
            inputs,
            "weights of " + expected,
            "Its \"" + spec.name() + "\" would be " + Spec.list(spec.shape()) + ".");
      }
    }
    if (cells == null || builtFor == null) {
      List<WeightCell> made = new ArrayList<>();
      specs.forEach(spec -> made.add(new WeightCell(this, spec)));
      cells = List.copyOf(made);
      builtFor = List.copyOf(inputs);
      return;
    }
    boolean same = specs.size() == cells.size();
    for (int i = 0; same && i < specs.size(); i++) {
      same = specs.get(i).sameShape(cells.get(i).spec());
    }
    if (!same) {
      throw layer.refusal(
          inputs,
          "an input like the one for which its shared weights were created, "
              + Spec.texts(builtFor),
          "Use a second layer where weights are not to be shared.");
    }
  }
}
