package dev.braid.internal.training;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.DataLoader;
import java.util.OptionalInt;

/**
 * Iterates over the batches of each epoch, and closes every pass that it leaves.
 *
 * <p>Without a number of steps, an epoch is a pass. With one, passes continue from epoch to epoch:
 * a pass that ends inside an epoch is followed by the next, unless it began in that epoch, as then
 * the data has fewer batches than the epoch requires.
 *
 * @param <B> a batch, checked and in the engine's form
 */
final class EpochIterator<B> implements AutoCloseable {
  private final DataLoader<B> data;
  private final int required;
  private final String call;
  private DataLoader.BatchIterator<B> pass;
  private String where = "";
  private int number;
  private int given;
  private boolean begunHere;
  private int known;

  /**
   * Prepares the first epoch.
   *
   * @param steps the number of batches in an epoch; empty for all that a pass has
   * @param call the call and its data, for messages
   */
  EpochIterator(DataLoader<B> data, OptionalInt steps, String call) {
    this.data = data;
    this.required = steps.orElse(0);
    this.call = call;
    this.known = data.steps();
    if (known == 0) {
      throw empty();
    }
    if (known != DataLoader.UNKNOWN && required > known) {
      throw exhausted(known);
    }
  }

  /** The number of batches in an epoch, where that is known. */
  OptionalInt steps() {
    int steps = required > 0 ? required : known;
    return steps == DataLoader.UNKNOWN ? OptionalInt.empty() : OptionalInt.of(steps);
  }

  /**
   * Begins an epoch.
   *
   * @param skipped the number of its batches that an interrupted run has used already
   * @param where the data in words, such as {@code the data}
   */
  void begin(int epoch, int skipped, String where) {
    this.where = where;
    given = 0;
    begunHere = false;
    if (required == 0 || pass == null) {
      try {
        open(epoch);
      } catch (RuntimeException e) {
        throw RunFailures.ofData(e, where, given);
      }
    }
    for (int i = 0; i < skipped && hasNext(); i++) {
      next();
    }
  }

  /** Continues the passes of a run with steps where that epoch would have found them. */
  void resumeAt(int epoch) {
    if (required > 0 && known > 0) {
      long before = (long) epoch * required;
      number = Math.toIntExact(before / known);
      open(number);
      for (long i = before % known; i > 0 && pass.hasNext(); i--) {
        pass.next();
      }
    }
  }

  /** Whether the epoch has another batch. */
  boolean hasNext() {
    try {
      if (required > 0) {
        return given < required && continues();
      }
      boolean more = pass.hasNext();
      if (!more) {
        known = given;
        if (given == 0) {
          throw empty();
        }
      }
      return more;
    } catch (RuntimeException e) {
      throw RunFailures.ofData(e, where, given);
    }
  }

  /** Whether the pass, or else the next one, has a batch for an epoch that requires one. */
  private boolean continues() {
    if (!pass.hasNext()) {
      if (begunHere) {
        throw given == 0 ? empty() : exhausted(given);
      }
      open(number + 1);
      if (!pass.hasNext()) {
        throw exhausted(given);
      }
    }
    return true;
  }

  /** The epoch's next batch, valid until another one is requested. */
  B next() {
    try {
      B batch = pass.next();
      given++;
      return batch;
    } catch (RuntimeException e) {
      throw RunFailures.ofData(e, where, given);
    }
  }

  private void open(int next) {
    close();
    number = next;
    pass = data.pass(next);
    begunHere = given == 0;
  }

  @Override
  public void close() {
    if (pass != null) {
      pass.close();
      pass = null;
    }
  }

  private StructureException empty() {
    return StructureException.of(
        call, Problem.of("empty", "", "there are no batches: the data has no samples"));
  }

  private StructureException exhausted(int seen) {
    return StructureException.of(
        call,
        new Problem(
            "exhausted",
            "",
            required + " batches (the steps asked for)",
            "the data ended after " + seen,
            "Ask for at most " + seen + " steps, or let the data give more batches."));
  }
}
