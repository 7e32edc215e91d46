package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.graph.Functional;
import dev.braid.graph.Node;
import dev.braid.graph.Spec;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.masks.ExplicitMask;
import dev.braid.layers.masks.MaskExpression;
import dev.braid.layers.masks.MaskExpressions;
import dev.braid.layers.masks.MaskOperation;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Recurrent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts the masks that calls were given before the layers that are called.
 *
 * <p>Keras writes the masks that it found itself as such arguments too; they are left out, since
 * they are found again.
 */
final class ExplicitMasks {
  private final SymbolicMasks masks;
  private final MaskReader reader;
  private final Findings findings;

  ExplicitMasks(SymbolicMasks masks, MaskReader reader, Findings findings) {
    this.masks = masks;
    this.reader = reader;
    this.findings = findings;
  }

  /** The tensors of a call, those under masks of the call's own as they come out of those. */
  List<Tensor> apply(Layer layer, CallReader.Call call, List<Tensor> tensors, String path) {
    boolean recurrent = layer instanceof Recurrent<?> || layer instanceof Bidirectional;
    boolean states = recurrent && tensors.size() > 1;
    List<Tensor> masked = new ArrayList<>(tensors);
    call.masks()
        .forEach(
            (number, mask) -> {
              if (number == masked.size() && layer instanceof MultiHeadAttention) {
                // the mask of a key that was not given, for which the value stands
                masked.add(tensors.get(1));
              }
              if (number < masked.size()) {
                masked.set(number, masked(layer, masked.get(number), mask, states, path));
              }
            });
    return masked;
  }

  private Tensor masked(Layer layer, Tensor tensor, Reference mask, boolean states, String path) {
    MaskExpression<Tensor> found = masks.of(tensor);
    if (mask == null && layer instanceof Functional) {
      // a model leaves masks of its inputs that it is not given as they are
      return tensor;
    }
    try {
      if (states) {
        throw new MaskReader.Unreadable("the call has initial states too");
      }
      MaskExpression<Tensor> given = mask == null ? none(found) : reader.read(mask);
      if (given == found) {
        return tensor;
      }
      MaskExpression<Tensor> truth = truth(layer, given);
      check(layer, tensor.spec(), truth);
      return under(tensor, truth);
    } catch (MaskReader.Unreadable e) {
      findings.option(
          path,
          "a mask that Braid can compute",
          "received the mask \"" + (mask == null ? "None" : mask.layer()) + "\": " + e.getMessage(),
          "Compute it with comparisons, logical operations, any and all of keras.ops, or use a"
              + " Masking layer or mask_zero=True.");
      return tensor;
    }
  }

  /** A mask under which all steps count; null where none is needed. */
  private MaskExpression<Tensor> none(MaskExpression<Tensor> found) {
    return found == null ? null : masks.expressions().computed(MaskOperation.ONES_LIKE, found);
  }

  /** Numbers count as true where Keras casts them so. */
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
      throws MaskReader.Unreadable {
    int rank = spec.rank() + 1;
    int wanted =
        layer instanceof Softmax ? rank : layer instanceof BatchNormalization ? rank - 1 : 2;
    boolean any = layer instanceof Functional || layer instanceof CustomLayer<?>;
    boolean fits = any ? mask.rank() <= rank : mask.rank() == wanted && wanted <= rank;
    for (int i = 1; fits && i < mask.rank(); i++) {
      long size = mask.shape()[i];
      fits =
          size == spec.size(i - 1)
              || size < 0
              || spec.size(i - 1) < 0
              || size == 1 && layer instanceof Softmax;
    }
    if (!fits) {
      throw new MaskReader.Unreadable(
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
