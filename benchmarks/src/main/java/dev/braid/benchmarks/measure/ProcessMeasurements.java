package dev.braid.benchmarks.measure;

import dev.braid.benchmarks.engines.Engine;
import dev.braid.benchmarks.engines.EngineException;
import dev.braid.benchmarks.engines.EngineProcess;
import dev.braid.benchmarks.workloads.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures in new processes: the time until the first step, and memory. */
public final class ProcessMeasurements {
  private static final double MEBI = 1 << 20;

  private final Workload workload;
  private final Rules rules;

  public ProcessMeasurements(Workload workload, Rules rules) {
    this.workload = workload;
    this.rules = rules;
  }

  /** A measurement of a new process. */
  private interface Life {
    double live(EngineProcess engine, long started) throws EngineException;
  }

  /** Measures the seconds from the start of the process until one step is trained. */
  public Comparison firstStep(String title) {
    return run(
        new Comparison.Builder(title, "s to the first step", Engine.BRAID.title()),
        (engine, started) -> {
          engine.setup(workload, workload.usual(), 1);
          engine.train(1);
          return (System.nanoTime() - started) / 1e9;
        });
  }

  /** Measures the peak memory of a process that trains for some epochs, including data. */
  public Comparison peakMemory(String title, int batches) {
    return run(
        new Comparison.Builder(title, "MiB at the peak", Engine.BRAID.title()),
        (engine, started) -> {
          engine.setup(workload, workload.usual(), batches);
          for (double spent = 0; spent < rules.warmUp(); ) {
            spent += engine.train(1).seconds();
          }
          return engine
                  .peakMemory()
                  .orElseThrow(() -> new EngineException("its memory is known only on Linux"))
              / MEBI;
        });
  }

  private Comparison run(Comparison.Builder builder, Life life) {
    List<Engine> engines = new ArrayList<>(rules.engines());
    for (int round = 0; round < rules.rounds(); round++) {
      List<Engine> failed = new ArrayList<>();
      for (Engine engine : engines) {
        long started = System.nanoTime();
        try (EngineProcess process = EngineProcess.start(engine, rules.launch())) {
          builder.add(engine.title(), life.live(process, started));
          builder.fact(engine.title(), "version", process.version());
        } catch (EngineException failure) {
          builder.remark(engine.title() + ": " + failure.getMessage());
          failed.add(engine);
        }
      }
      engines.removeAll(failed);
      Collections.rotate(engines, 1);
    }
    return builder.done();
  }
}
