package dev.braid.saving.onnx;

import dev.braid.Layer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table of layers that are written in ONNX's own operators instead of by their call. */
final class Translations {
  private static final Map<Class<?>, Translation<?>> TABLE = new HashMap<>();

  static {
    ActivationTranslations.rows();
    ConvolutionTranslations.rows();
    PictureTranslations.rows();
    PoolingTranslations.rows();
    ReshapingTranslations.rows();
    RecurrentTranslations.rows();
    WrapperTranslations.rows();
  }

  private Translations() {}

  static <L> void row(Class<L> layer, Translation<L> translation) {
    if (TABLE.put(layer, translation) != null) {
      throw new IllegalStateException("two translations of " + layer);
    }
  }

  @SuppressWarnings("unchecked")
  static Optional<Translation<Layer>> find(Layer layer) {
    for (Class<?> type = layer.getClass(); type != null; type = type.getSuperclass()) {
      Translation<?> translation = TABLE.get(type);
      if (translation != null) {
        return Optional.of((Translation<Layer>) translation);
      }
    }
    return Optional.empty();
  }
}
