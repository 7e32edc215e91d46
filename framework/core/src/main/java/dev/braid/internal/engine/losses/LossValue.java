package dev.braid.internal.engine.losses;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of one output for one batch.
 *
 * @param value the mean, before the output's loss weight is applied
 * @param gradient the gradient with respect to the prediction, or null if not requested
 */
public record LossValue(double value, INDArray gradient) {}
