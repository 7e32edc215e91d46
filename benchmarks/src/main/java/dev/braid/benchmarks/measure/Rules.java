package dev.braid.benchmarks.measure;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.Launch;
import java.util.List;

/**
 * The rules of measurement.
 *
 * @param engines in the order of the table
 * @param launch how their processes are started
 * @param rounds the number of measurements of each engine
 * @param warmUp the seconds of warm-up, for the JVM's compiler
 * @param turn the minimum seconds of a measurement
 */
public record Rules(List<Engine> engines, Launch launch, int rounds, double warmUp, double turn) {}
