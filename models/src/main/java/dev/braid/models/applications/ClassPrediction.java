package dev.braid.models.applications;

/**
 * A class of ImageNet with its predicted score.
 *
 * @param id its WordNet id, such as {@code n02123045}
 * @param name its name, such as {@code tabby}
 * @param score the value that the model predicted, usually a probability
 */
public record ClassPrediction(String id, String name, float score) {}
