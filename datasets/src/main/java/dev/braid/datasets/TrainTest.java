package dev.braid.datasets;

/**
 * Data for training and testing.
 *
 * @param train the training data
 * @param test the test data, which training does not use
 * @param <T> the type of the data
 */
public record TrainTest<T>(T train, T test) {}
