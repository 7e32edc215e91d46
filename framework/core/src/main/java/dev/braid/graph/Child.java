package dev.braid.graph;

import dev.braid.Layer;
import java.util.List;

/**
 * A layer inside a layer, such as the one that {@code timeDistributed} repeats.
 *
 * @param key where it stands, as Keras' weight files call it: {@code forward_layer}
 * @param layer the layer
 * @param inputs what it will be given
 */
public record Child(String key, Layer layer, List<Spec> inputs) {}
