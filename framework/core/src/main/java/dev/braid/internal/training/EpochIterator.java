package dev.braid.internal.training;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.DataLoader;
import java.util.OptionalInt;

/**
 * Iterates over the batches of each epoch, and closes each pass over the data after use.
 *
 * <p>Without a number of steps, an epoch is a pass. With one, passes continue from epoch to epoch:
 * a pass that ends inside an epoch is followed by the next, unless it began in that epoch, since
 * then the data has fewer batches than the epoch requires.
 *
 * @param <B> the type of a batch, checked and in the engine's form
 */
final class EpochIterator<B> implements AutoCloseable {
  private final DataLoader<B> data;
  private final int required;
  private final String call;
  private DataLoader.BatchIterator<B> pass;
  private String where = "";
  private int passIndex;
  private int returned;
  private boolean passBeganInEpoch;
  private int passSteps;

  /**
   * Prepares the first epoch.
   *
   * @param steps the number of batches in an epoch; empty for all batches of a pass
   * @param call the call and its data, for messages
   */
  EpochIterator(DataLoader<B> data, OptionalInt steps, String call) {
    this.data = data;
    this.required = steps.orElse(0);
    this.call = call;
    this.passSteps = data.steps();
    if (passSteps == 0) {
      throw empty();
    }
    if (passSteps != DataLoader.UNKNOWN && required > passSteps) {
      throw exhausted(passSteps);
    }
  }

  /** Returns the number of batches in an epoch, if it is known. */
  OptionalInt steps() {
    int steps = required > 0 ? required : passSteps;
    return steps == DataLoader.UNKNOWN ? OptionalInt.empty() : OptionalInt.of(steps);
  }

  /**
   * Begins an epoch.
   *
   * @param skipped the number of its batches that an interrupted run has already used
   * @param where the description of the data, such as {@code the data}
   */
  void begin(int epoch, int skipped, String where) {
    this.where = where;
    returned = 0;
    passBeganInEpoch = false;
    if (required == 0 || pass == null) {
      try {
        open(epoch);
      } catch (RuntimeException e) {
        throw RunFailures.ofData(e, where, returned);
      }
    }
    for (int i = 0; i < skipped && hasNext(); i++) {
      next();
    }
  }

  /** Opens the pass and skips the batches that previous epochs of a resumed run have used. */
  void resumeAt(int epoch) {
    if (required > 0 && passSteps > 0) {
      long used = (long) epoch * required;
      passIndex = Math.toIntExact(used / passSteps);
      open(passIndex);
      for (long i = used % passSteps; i > 0 && pass.hasNext(); i--) {
        pass.next();
      }
    }
  }

  /** Returns whether the epoch has another batch. */
  boolean hasNext() {
    try {
      if (required > 0) {
        return returned < required && hasRequired();
      }
      boolean hasMore = pass.hasNext();
      if (!hasMore) {
        passSteps = returned;
        if (returned == 0) {
          throw empty();
        }
      }
      return hasMore;
    } catch (RuntimeException e) {
      throw RunFailures.ofData(e, where, returned);
    }
  }

  /** Returns whether the current or the next pass has a batch, for an epoch that requires one. */
  private boolean hasRequired() {
    if (!pass.hasNext()) {
      if (passBeganInEpoch) {
        throw returned == 0 ? empty() : exhausted(returned);
      }
      open(passIndex + 1);
      if (!pass.hasNext()) {
        throw exhausted(returned);
      }
    }
    return true;
  }

  /** Returns the epoch's next batch, valid until another one is requested. */
  B next() {
    try {
      B batch = pass.next();
      returned++;
      return batch;
    } catch (RuntimeException e) {
      throw RunFailures.ofData(e, where, returned);
    }
  }

  private void open(int index) {
    close();
    passIndex = index;
    pass = data.pass(index);
    passBeganInEpoch = returned == 0;
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

  private StructureException exhausted(int count) {
    return StructureException.of(
        call,
        new Problem(
            "exhausted",
            "",
            required + " batches (the steps asked for)",
            "the data ended after " + count,
            "Ask for at most " + count + " steps, or let the data give more batches."));
  }
}
