package dev.braid.saving.onnx;

import dev.braid.Layer;

/** Thrown where a layer does at inference what no graph can hold. */
final class NotExportableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Layer layer;

  /**
   * A refusal of a layer.
   *
   * @param reason continues the layer's name, such as "which computes in Java"
   */
  NotExportableException(Layer layer, String reason, Throwable cause) {
    super(reason, cause);
    this.layer = layer;
  }

  Layer layer() {
    return layer;
  }
}
