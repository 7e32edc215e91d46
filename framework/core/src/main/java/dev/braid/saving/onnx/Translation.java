package dev.braid.saving.onnx;

import dev.braid.layers.LayerCall.Masked;
import java.util.List;

/**
 * What a layer computes at inference, in ONNX's own operators instead of the layer's call.
 *
 * @param <L> the layer
 */
@FunctionalInterface
interface Translation<L> {
  List<Masked> run(L layer, OnnxCall call, List<Masked> inputs);
}
