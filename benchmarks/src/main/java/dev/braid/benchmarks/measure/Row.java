package dev.braid.benchmarks.measure;

import java.util.Map;

/**
 * What one contender did.
 *
 * @param label the engine, and the way where it has several
 * @param values one a round
 * @param value the middle of the values
 * @param ratio of Braid's value to this one, round by round; below 1 Braid needs less
 * @param facts what else is known: version, parameters, losses
 */
public record Row(
    String label, double[] values, Spread value, Spread ratio, Map<String, Object> facts) {}
