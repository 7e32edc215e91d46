package dev.braid.benchmarks.measure;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.EngineException;
import dev.braid.benchmarks.engines.EngineProcess;
import dev.braid.benchmarks.workloads.Workload;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Milliseconds that it takes from arrays to predictions, in every way that an engine has. */
public final class PredictionContest {
  private static final int MOST_TIMES = 10_000;

  private final Workload workload;
  private final int rows;
  private final Rules rules;
  private final Comparison.Gathering gathering;
  private final Map<String, Integer> timesOfTurn = new HashMap<>();

  /**
   * Prepares a contest.
   *
   * @param rows in each prediction
   */
  public PredictionContest(String title, Workload workload, int rows, Rules rules) {
    this.workload = workload;
    this.rows = rows;
    this.rules = rules;
    this.gathering =
        new Comparison.Gathering(title, "ms a prediction", label(Engine.BRAID, "predict"));
  }

  public Comparison run() {
    try (Field field = new Field(gathering)) {
      field.start(rules, this::prepare);
      for (int round = 0; round < rules.rounds(); round++) {
        field.round(this::measure);
      }
    }
    return gathering.done();
  }

  private static String label(Engine engine, String way) {
    return engine.ways().size() == 1 ? engine.title() : engine.title() + ", " + way;
  }

  private void prepare(EngineProcess engine) throws EngineException {
    int batch = workload.usual().batch();
    engine.setup(workload, workload.usual(), (rows + batch - 1) / batch);
    for (String way : engine.engine().ways()) {
      String label = label(engine.engine(), way);
      gathering.fact(label, "version", engine.version());
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
      gathering.add(label, Spread.of(seconds).median() * 1e3);
    }
  }
}
