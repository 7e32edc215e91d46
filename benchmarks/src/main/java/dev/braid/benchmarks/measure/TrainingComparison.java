package dev.braid.benchmarks.measure;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.EngineException;
import dev.braid.benchmarks.engines.EngineProcess;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import java.util.EnumMap;
import java.util.Map;

/**
 * Measures the milliseconds of a training step including data handling, after warm-up.
 *
 * <p>Every engine first trains the same few epochs, whose losses show that all do equal work, then
 * continues until it is warm, and is then measured in turns.
 */
public final class TrainingComparison {
  private static final int FIRST_EPOCHS = 3;

  private final Workload workload;
  private final WorkloadSize size;
  private final int batches;
  private final Rules rules;
  private final Comparison.Builder builder;
  private final EqualWork equalWork = new EqualWork();
  private final Map<Engine, Integer> epochsOfTurn = new EnumMap<>(Engine.class);

  /**
   * Prepares the comparison.
   *
   * @param batches in an epoch
   */
  public TrainingComparison(
      String title, Workload workload, WorkloadSize size, int batches, Rules rules) {
    this.workload = workload;
    this.size = size;
    this.batches = batches;
    this.rules = rules;
    this.builder = new Comparison.Builder(title, "ms per step", Engine.BRAID.title());
  }

  public Comparison run() {
    try (Participants field = new Participants(builder)) {
      field.start(rules, this::prepare);
      equalWork.differences().forEach(builder::remark);
      for (int round = 0; round < rules.rounds(); round++) {
        field.round(this::measure);
      }
    }
    return builder.done();
  }

  private void prepare(EngineProcess engine) throws EngineException {
    String label = engine.engine().title();
    long parameters = engine.setup(workload, size, batches);
    EngineProcess.Training first = engine.train(FIRST_EPOCHS);
    equalWork.add(label, parameters, first.losses());
    builder.fact(label, "parameters", parameters);
    builder.fact(label, "losses", first.losses());

    double spent = first.seconds();
    double epoch = spent / FIRST_EPOCHS;
    while (spent < rules.warmUp()) {
      int epochs = (int) Math.max(1, Math.min((rules.warmUp() - spent) / epoch / 2, 1000));
      double seconds = engine.train(epochs).seconds();
      spent += seconds;
      epoch = seconds / epochs;
    }
    epochsOfTurn.put(engine.engine(), (int) Math.max(1, Math.ceil(rules.turn() / epoch)));
  }

  private void measure(EngineProcess engine) throws EngineException {
    int epochs = epochsOfTurn.get(engine.engine());
    double seconds = engine.train(epochs).seconds();
    builder.add(engine.engine().title(), seconds * 1e3 / epochs / batches);
  }
}
