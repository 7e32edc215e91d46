package dev.braid.internal.saving.onnx;

import dev.braid.layers.LayerCall.Masked;
import java.util.List;

/**
 * Writes the computation of a layer at inference in ONNX's own operators instead of the layer's
 * call.
 *
 * @param <L> the class of the layer
 */
@FunctionalInterface
interface LayerTranslation<L> {
  List<Masked> run(L layer, OnnxLayerCall call, List<Masked> inputs);
}
