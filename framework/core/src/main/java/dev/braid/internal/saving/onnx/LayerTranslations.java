package dev.braid.internal.saving.onnx;

import dev.braid.Layer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The table of layers that are translated to ONNX's own operators instead of written by their call.
 */
final class LayerTranslations {
  private static final Map<Class<?>, LayerTranslation<?>> TABLE = new HashMap<>();

  static {
    ActivationTranslations.rows();
    ConvolutionTranslations.rows();
    ImageTranslations.rows();
    PoolingTranslations.rows();
    ReshapingTranslations.rows();
    RecurrentTranslations.rows();
    WrapperTranslations.rows();
  }

  private LayerTranslations() {}

  static <L> void row(Class<L> layer, LayerTranslation<L> translation) {
    if (TABLE.put(layer, translation) != null) {
      throw new IllegalStateException("two translations of " + layer);
    }
  }

  @SuppressWarnings("unchecked")
  static Optional<LayerTranslation<Layer>> find(Layer layer) {
    for (Class<?> type = layer.getClass(); type != null; type = type.getSuperclass()) {
      LayerTranslation<?> translation = TABLE.get(type);
      if (translation != null) {
        return Optional.of((LayerTranslation<Layer>) translation);
      }
    }
    return Optional.empty();
  }
}
