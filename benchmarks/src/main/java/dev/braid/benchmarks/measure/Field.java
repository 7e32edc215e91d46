package dev.braid.benchmarks.measure;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.EngineException;
import dev.braid.benchmarks.engines.EngineProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The engines that take part in one comparison; whoever fails leaves with a remark. */
final class Field implements AutoCloseable {
  private final Comparison.Gathering gathering;
  private final List<EngineProcess> running = new ArrayList<>();
  private int round;

  /** Something that an engine does. */
  interface Turn {
    void take(EngineProcess engine) throws EngineException;
  }

  Field(Comparison.Gathering gathering) {
    this.gathering = gathering;
  }

  void start(Rules rules, Turn first) {
    for (Engine engine : rules.engines()) {
      try {
        EngineProcess process = EngineProcess.start(engine, rules.launch());
        running.add(process);
        gathering.fact(engine.title(), "version", process.version());
        attempt(process, first);
      } catch (EngineException missing) {
        gathering.remark(engine.title() + ": " + missing.getMessage());
      }
    }
  }

  /** Every engine has its turn; another one begins each time, so that none always runs first. */
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
      gathering.remark(process.engine().title() + ": " + failure.getMessage());
      running.remove(process);
      process.close();
    }
  }

  @Override
  public void close() {
    running.forEach(EngineProcess::close);
  }
}
