package dev.braid.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/** Measures the milliseconds of work in this process, in turns. */
public final class Stopwatch {
  private final Rules rules;
  private final Map<String, Runnable> contenders = new LinkedHashMap<>();
  private final Map<String, Integer> times = new LinkedHashMap<>();

  public Stopwatch(Rules rules) {
    this.rules = rules;
  }

  public void contender(String label, Runnable work) {
    contenders.put(label, work);
  }

  public Comparison run(Comparison.Builder builder) {
    contenders.forEach(
        (label, work) -> {
          double spent = 0;
          int runs = 0;
          while (spent < rules.warmUp() || runs == 0) {
            spent += seconds(work, 1);
            runs++;
          }
          times.put(label, (int) Math.max(1, Math.ceil(rules.turn() * runs / spent)));
        });
    for (int round = 0; round < rules.rounds(); round++) {
      contenders.forEach(
          (label, work) -> {
            int runs = times.get(label);
            builder.add(label, seconds(work, runs) * 1e3 / runs);
          });
    }
    return builder.done();
  }

  private static double seconds(Runnable work, int runs) {
    long start = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      work.run();
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
