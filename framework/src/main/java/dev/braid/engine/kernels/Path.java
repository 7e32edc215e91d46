package dev.braid.engine.kernels;

import dev.braid.ops.Value;
import java.util.List;

/**
 * What a walk through time left behind.
 *
 * @param outputs (steps, samples, …); the last step is the last one that was walked
 * @param states after the last step
 */
record Path(Value outputs, List<Value> states) {}
