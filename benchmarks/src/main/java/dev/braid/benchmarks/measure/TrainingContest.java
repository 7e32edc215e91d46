package dev.braid.benchmarks.measure;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.EngineException;
import dev.braid.benchmarks.engines.EngineProcess;
import dev.braid.benchmarks.workloads.Size;
import dev.braid.benchmarks.workloads.Workload;
import java.util.EnumMap;
import java.util.Map;

/**
 * Milliseconds that a training step takes, data handling included, in the steady state.
 *
 * <p>Every engine first trains the same few epochs, whose losses show that all do equal work, then
 * goes on until it is warm, then takes turns with the others.
 */
public final class TrainingContest {
  private static final int FIRST_EPOCHS = 3;

  private final Workload workload;
  private final Size size;
  private final int batches;
  private final Rules rules;
  private final Comparison.Gathering gathering;
  private final EqualWork equalWork = new EqualWork();
  private final Map<Engine, Integer> epochsOfTurn = new EnumMap<>(Engine.class);

  /**
   * Prepares a contest.
   *
   * @param batches in an epoch
   */
  public TrainingContest(String title, Workload workload, Size size, int batches, Rules rules) {
    this.workload = workload;
    this.size = size;
    this.batches = batches;
    this.rules = rules;
    this.gathering = new Comparison.Gathering(title, "ms a step", Engine.BRAID.title());
  }

  public Comparison run() {
    try (Field field = new Field(gathering)) {
      field.start(rules, this::prepare);
      equalWork.differences().forEach(gathering::remark);
      for (int round = 0; round < rules.rounds(); round++) {
        field.round(this::measure);
      }
    }
    return gathering.done();
  }

  private void prepare(EngineProcess engine) throws EngineException {
    String label = engine.engine().title();
    long parameters = engine.setup(workload, size, batches);
    EngineProcess.Training first = engine.train(FIRST_EPOCHS);
    equalWork.add(label, parameters, first.losses());
    gathering.fact(label, "parameters", parameters);
    gathering.fact(label, "losses", first.losses());

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
    gathering.add(engine.engine().title(), seconds * 1e3 / epochs / batches);
  }
}
