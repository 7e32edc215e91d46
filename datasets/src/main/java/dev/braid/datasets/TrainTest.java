package dev.braid.datasets;

/**
 * Data in two parts.
 *
 * @param train what to learn from
 * @param test what to measure with, never seen in training
 * @param <T> what holds a part
 */
public record TrainTest<T>(T train, T test) {}
