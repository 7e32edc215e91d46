package dev.braid.benchmarks.measure;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.Launch;
import java.util.List;

/**
 * Under what rules engines compete.
 *
 * @param engines in the order of the table
 * @param launch how their processes are started
 * @param rounds how often each has its turn
 * @param warmUp seconds of work before anything is measured; the JVM's compiler works then
 * @param turn seconds that a turn lasts at least
 */
public record Rules(List<Engine> engines, Launch launch, int rounds, double warmUp, double turn) {}
