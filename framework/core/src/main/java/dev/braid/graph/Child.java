package dev.braid.graph;

import dev.braid.Layer;
import java.util.List;

/**
 * A layer inside another layer, such as the one that {@code timeDistributed} repeats.
 *
 * @param key its name in Keras' weight files, such as {@code forward_layer}
 * @param layer the layer
 * @param inputs the specs of its inputs
 */
public record Child(String key, Layer layer, List<Spec> inputs) {}
