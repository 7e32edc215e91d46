package dev.braid.internal.saving.onnx;

import dev.braid.Layer;

/** Thrown for a layer whose computation at inference cannot be expressed in ONNX. */
final class NotExportableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Layer layer;

  /**
   * Creates an exception for a layer.
   *
   * @param reason the reason as a relative clause, such as "which computes in Java"
   */
  NotExportableException(Layer layer, String reason, Throwable cause) {
    super(reason, cause);
    this.layer = layer;
  }

  Layer layer() {
    return layer;
  }
}
