package dev.braid.layers;

/**
 * The origin of the mask of a layer's output in Keras' models, where masks are attached to tensors
 * and may be lost.
 */
public enum MaskUse {
  /** From its inputs: it is lost if the mask of one of them is lost. */
  PASSES,
  /** From its inputs: it is lost if the masks of all of them are lost. */
  MERGES,
  /** From an argument of the call, which Keras writes into the graph and which cannot be lost. */
  RECEIVES,
  /** From the elements of its input, together with the mask of the input. */
  MAKES,
  /** From the elements of its input, independent of the input's mask. */
  REPLACES,
  /** Computed from further inputs. */
  READS,
  /** From its first input; the masks of all inputs limit the attention. */
  ATTENDS,
  /** As {@link #ATTENDS}, but the inputs lose theirs. */
  CONSUMES
}
