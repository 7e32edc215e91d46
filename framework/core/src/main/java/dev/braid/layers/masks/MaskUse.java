package dev.braid.layers.masks;

/**
 * Where the mask of a layer's output comes from in Keras' running models, where masks travel with
 * tensors and may be lost on the way.
 */
public enum MaskUse {
  /** From its inputs: it is lost where the mask of one of them is. */
  PASSES,
  /** From its inputs: it is lost where the masks of all of them are. */
  MERGES,
  /** From an argument of the call, which Keras writes into the graph and which cannot be lost. */
  RECEIVES,
  /** From the elements of its input, together with the mask of the input. */
  MAKES,
  /** From the elements of its input, whatever mask the input has. */
  REPLACES,
  /** From further inputs, which it is computed from. */
  READS,
  /** From its first input; those of all inputs limit what it attends to. */
  ATTENDS,
  /** As {@link #ATTENDS}, but the inputs lose theirs. */
  CONSUMES
}
