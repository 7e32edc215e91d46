package dev.braid.internal.calls;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.graph.Spec;
import dev.braid.ops.NoElementsException;
import dev.braid.ops.ShapeRules;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Compares the results of a layer's {@code call} with the shapes that its {@code outputs} declares.
 */
public final class CallCheck {
  private CallCheck() {}

  /** Runs the call on shapes only, before any data exists. */
  public static void dryRun(Layer layer, List<Spec> inputs, List<Spec> declared) {
    List<Value> results;
    try {
      results = layer.callAll(new ShapeOnlyCall(layer, null), ShapeOnlyCall.values(inputs));
    } catch (NoElementsException e) {
      // a call that reads elements can only be checked in the first step
      return;
    } catch (StructureException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failed(layer, e);
    }
    long[][] shapes = new long[results == null ? 0 : results.size()][];
    for (int i = 0; i < shapes.length; i++) {
      Value result = results.get(i);
      if (result == null) {
        throw mismatch(layer, i, declared, "null");
      }
      shapes[i] = result.shape();
    }
    check(layer, Spec.ANY, declared, shapes);
  }

  /**
   * Compares the sizes of results with the declared ones.
   *
   * @param batch the size of the batch axis; -1 if unknown
   * @param found the sizes of each result including the batch axis; -1 for unknown ones
   */
  public static void check(Layer layer, long batch, List<Spec> declared, long[]... found) {
    if (found.length != declared.size()) {
      throw StructureException.of(
          label(layer),
          new Problem(
              "layer-output",
              layer.nameOrAutomatic(),
              declared.size() + " results, as its outputs(…) declares",
              "received " + found.length,
              "Let outputs(…) and callAll agree."));
    }
    for (int i = 0; i < found.length; i++) {
      if (!fits(batch, declared.get(i), found[i])) {
        throw mismatch(layer, i, declared, ShapeRules.text(found[i]));
      }
    }
  }

  private static boolean fits(long batch, Spec declared, long... found) {
    int batchAxes = declared.hasBatch() ? 1 : 0;
    boolean fits = found.length == declared.rank() + batchAxes;
    if (fits && batchAxes == 1) {
      fits = batch < 0 ? found[0] < 0 : found[0] == batch;
    }
    for (int i = 0; fits && i < declared.rank(); i++) {
      long size = declared.size(i);
      fits = size < 0 || found[i + batchAxes] < 0 || size == found[i + batchAxes];
    }
    return fits;
  }

  private static StructureException mismatch(
      Layer layer, int output, List<Spec> declared, String found) {
    return StructureException.of(
        label(layer),
        new Problem(
            "layer-output",
            layer.nameOrAutomatic(),
            "a result of " + declared.get(output).text() + ", as its outputs(…) declares",
            "received " + found + " from its call",
            "Let outputs(…) and call agree; the first axis is the batch."));
  }

  private static String label(Layer layer) {
    return layer.label() + " does not give what it declares";
  }

  /** Wraps an exception that a call threw. */
  public static StructureException failed(Layer layer, RuntimeException cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    StructureException exception =
        StructureException.of(
            layer.label() + " cannot be computed",
            new Problem(
                "layer-call",
                layer.nameOrAutomatic(),
                "a call that computes its result",
                "received " + cause.getClass().getSimpleName() + ": " + reason,
                "The stack trace below shows the line of the call."));
    exception.initCause(cause);
    return exception;
  }
}
