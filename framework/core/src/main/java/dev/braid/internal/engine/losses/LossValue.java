package dev.braid.internal.engine.losses;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of one output for one batch.
 *
 * @param value the mean, before the output's loss weight
 * @param gradient the gradient by the prediction, or null where it wasn't asked for
 */
public record LossValue(double value, INDArray gradient) {}
