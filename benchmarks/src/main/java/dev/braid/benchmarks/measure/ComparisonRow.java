package dev.braid.benchmarks.measure;

import java.util.Map;

/**
 * The measurements of one contender.
 *
 * @param label the engine, and the way of prediction if it has several
 * @param values one for each round
 * @param value the median and quartiles of the values
 * @param ratio of Braid's value to this one, round by round; below 1 Braid is faster
 * @param facts further facts: version, parameters, losses
 */
public record ComparisonRow(
    String label, double[] values, Quartiles value, Quartiles ratio, Map<String, Object> facts) {}
