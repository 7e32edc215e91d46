package dev.braid.benchmarks.measure;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.EngineException;
import dev.braid.benchmarks.engines.EngineProcess;
import dev.braid.benchmarks.workloads.Workload;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Measures the milliseconds from arrays to predictions, in every way of an engine. */
public final class PredictionComparison {
  private static final int MOST_TIMES = 10_000;

  private final Workload workload;
  private final int rows;
  private final Rules rules;
  private final Comparison.Builder builder;
  private final Map<String, Integer> timesOfTurn = new HashMap<>();

  /**
   * Prepares the comparison.
   *
   * @param rows in each prediction
   */
  public PredictionComparison(String title, Workload workload, int rows, Rules rules) {
    this.workload = workload;
    this.rows = rows;
    this.rules = rules;
    this.builder =
        new Comparison.Builder(title, "ms per prediction", label(Engine.BRAID, "predict"));
  }

  public Comparison run() {
    try (Participants field = new Participants(builder)) {
      field.start(rules, this::prepare);
      for (int round = 0; round < rules.rounds(); round++) {
        field.round(this::measure);
      }
    }
    return builder.done();
  }

  private static String label(Engine engine, String way) {
    return engine.ways().size() == 1 ? engine.title() : engine.title() + ", " + way;
  }

  private void prepare(EngineProcess engine) throws EngineException {
    int batch = workload.usual().batch();
    engine.setup(workload, workload.usual(), (rows + batch - 1) / batch);
    for (String way : engine.engine().ways()) {
      String label = label(engine.engine(), way);
      builder.fact(label, "version", engine.version());
      double spent = 0;
      int times = 1;
      double last = 0;
      while (spent < rules.warmUp() / engine.engine().ways().size()) {
        last = Arrays.stream(engine.predict(way, rows, times)).sum();
        spent += last;
        times = Math.min(times * 2, MOST_TIMES);
        if (last > rules.turn()) {
          times = Math.max(1, times / 4);
        }
      }
      timesOfTurn.put(label, times);
    }
  }

  private void measure(EngineProcess engine) throws EngineException {
    for (String way : engine.engine().ways()) {
      String label = label(engine.engine(), way);
      double[] seconds = engine.predict(way, rows, timesOfTurn.get(label));
      builder.add(label, Quartiles.of(seconds).median() * 1e3);
    }
  }
}
