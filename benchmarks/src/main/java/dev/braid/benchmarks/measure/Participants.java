package dev.braid.benchmarks.measure;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.EngineException;
import dev.braid.benchmarks.engines.EngineProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The running engines of a comparison; an engine that fails is removed with a remark. */
final class Participants implements AutoCloseable {
  private final Comparison.Builder builder;
  private final List<EngineProcess> running = new ArrayList<>();
  private int round;

  /** A measurement of an engine. */
  interface Turn {
    void take(EngineProcess engine) throws EngineException;
  }

  Participants(Comparison.Builder builder) {
    this.builder = builder;
  }

  void start(Rules rules, Turn first) {
    for (Engine engine : rules.engines()) {
      try {
        EngineProcess process = EngineProcess.start(engine, rules.launch());
        running.add(process);
        builder.fact(engine.title(), "version", process.version());
        attempt(process, first);
      } catch (EngineException missing) {
        builder.remark(engine.title() + ": " + missing.getMessage());
      }
    }
  }

  /** Measures every engine; each round starts with another one, so that none always runs first. */
  void round(Turn turn) {
    List<EngineProcess> order = new ArrayList<>(running);
    if (!order.isEmpty()) {
      Collections.rotate(order, round++);
    }
    order.forEach(process -> attempt(process, turn));
  }

  private void attempt(EngineProcess process, Turn turn) {
    try {
      turn.take(process);
    } catch (EngineException failure) {
      builder.remark(process.engine().title() + ": " + failure.getMessage());
      running.remove(process);
      process.close();
    }
  }

  @Override
  public void close() {
    running.forEach(EngineProcess::close);
  }
}
