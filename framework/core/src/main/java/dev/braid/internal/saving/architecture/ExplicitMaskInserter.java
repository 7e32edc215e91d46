package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Node;
import dev.braid.internal.masks.ExplicitMask;
import dev.braid.internal.masks.MaskExpression;
import dev.braid.internal.masks.MaskExpressions;
import dev.braid.internal.masks.MaskOperation;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Recurrent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Inserts the masks that calls received as arguments in front of the called layers.
 *
 * <p>Keras also writes the masks that it propagated itself as such arguments; these are left out,
 * since they are propagated again.
 */
final class ExplicitMaskInserter {
  private final SymbolicMasks masks;
  private final MaskExpressionReader reader;
  private final LoadProblems problems;

  ExplicitMaskInserter(SymbolicMasks masks, MaskExpressionReader reader, LoadProblems problems) {
    this.masks = masks;
    this.reader = reader;
    this.problems = problems;
  }

  /** Returns the tensors of a call, those with explicit masks as outputs of mask layers. */
  List<Tensor> apply(
      Layer layer, LayerCallReader.WrittenCall call, List<Tensor> tensors, String path) {
    List<Tensor> masked = new ArrayList<>(tensors);
    Map<Integer, TensorReference> given = new TreeMap<>(call.masks());
    if (given.isEmpty() && tensors.size() > 1 && usesMaskWithStates(layer)) {
      // another call of the layer has an explicit mask, and this one none
      given.put(0, null);
    }
    given.forEach(
        (number, mask) -> {
          if (number == masked.size() && layer instanceof MultiHeadAttention) {
            // a mask for a key that was not passed, for which the value is used
            masked.add(tensors.get(1));
          }
          if (number < masked.size()) {
            masked.set(number, masked(layer, masked.get(number), mask, path));
          }
        });
    return masked;
  }

  /** Returns whether a recurrent layer uses the mask of a call with initial states. */
  static boolean usesMaskWithStates(Layer layer) {
    return layer instanceof Recurrent<?> recurrent && recurrent.usesMask(2)
        || layer instanceof Bidirectional directions && directions.usesMask(2);
  }

  private Tensor masked(Layer layer, Tensor tensor, TensorReference mask, String path) {
    MaskExpression<Tensor> found = masks.of(tensor);
    if (mask == null && layer instanceof Functional) {
      // a model keeps the masks of its inputs if it receives none
      return tensor;
    }
    try {
      MaskExpression<Tensor> given = mask == null ? none(found) : reader.read(mask);
      if (given == found) {
        return tensor;
      }
      MaskExpression<Tensor> truth = truth(layer, given);
      check(layer, tensor.spec(), truth);
      return under(tensor, truth);
    } catch (MaskExpressionReader.UnreadableMaskException e) {
      problems.option(
          path,
          "a mask that Braid can compute",
          "received the mask \"" + (mask == null ? "None" : mask.layer()) + "\": " + e.getMessage(),
          "Compute it with comparisons, logical operations, any and all of keras.ops, or use a"
              + " Masking layer or mask_zero=True.");
      return tensor;
    }
  }

  /** Returns a mask that masks no step; null if none is required. */
  private MaskExpression<Tensor> none(MaskExpression<Tensor> found) {
    return found == null ? null : masks.expressions().computed(MaskOperation.ONES_LIKE, found);
  }

  /** Converts numbers to truth values as Keras does. */
  private MaskExpression<Tensor> truth(Layer layer, MaskExpression<Tensor> given) {
    if (given.isBool()) {
      return given;
    }
    MaskExpressions<Tensor> expressions = masks.expressions();
    return layer instanceof Softmax
        ? expressions.computed(MaskOperation.GREATER, given, expressions.number(0.5))
        : expressions.computed(MaskOperation.NOT_EQUAL, given, expressions.number(0));
  }

  private static void check(Layer layer, Spec spec, MaskExpression<Tensor> mask)
      throws MaskExpressionReader.UnreadableMaskException {
    int rank = spec.rank() + 1;
    int required =
        layer instanceof Softmax ? rank : layer instanceof BatchNormalization ? rank - 1 : 2;
    boolean any = layer instanceof Functional || layer instanceof CustomLayer<?>;
    boolean fits = any ? mask.rank() <= rank : mask.rank() == required && required <= rank;
    for (int i = 1; fits && i < mask.rank(); i++) {
      long size = mask.shape()[i];
      fits =
          size == spec.size(i - 1)
              || size < 0
              || spec.size(i - 1) < 0
              || size == 1 && layer instanceof Softmax;
    }
    if (!fits) {
      throw new MaskExpressionReader.UnreadableMaskException(
          "it has the shape "
              + Spec.text(Arrays.copyOfRange(mask.shape(), 1, mask.rank()))
              + " for a tensor of "
              + spec.text());
    }
  }

  private Tensor under(Tensor tensor, MaskExpression<Tensor> mask) {
    List<Tensor> sources = mask.tensors();
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(tensor);
    inputs.addAll(sources);
    MaskExpression<Integer> byNumber = new MaskExpressions<Integer>().copy(mask, sources::indexOf);
    Tensor masked = new ExplicitMask(byNumber).apply(inputs);
    masks.add(Node.of(masked));
    return masked;
  }
}
