package dev.braid.training;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.OptionalInt;

/**
 * Deals out the batches of each epoch, closing every pass that it leaves.
 *
 * <p>Without a number of steps, an epoch is a pass. With one, passes run on from epoch to epoch: a
 * pass that ends inside an epoch is followed by the next, unless it had begun in that epoch, for
 * then the data has fewer batches than an epoch wants.
 */
final class BatchWalk<B> implements AutoCloseable {
  private final Supply<B> supply;
  private final int wanted;
  private final String call;
  private Supply.Pass<B> pass;
  private int number;
  private int dealt;
  private boolean begunHere;
  private int known;

  BatchWalk(Supply<B> supply, int steps, String call) {
    this.supply = supply;
    this.wanted = steps;
    this.call = call;
    this.known = supply.steps();
    if (known == 0) {
      throw empty();
    }
    if (known != Supply.UNKNOWN && wanted > known) {
      throw exhausted(known);
    }
  }

  /** Batches in an epoch, where that is known. */
  OptionalInt steps() {
    int steps = wanted > 0 ? wanted : known;
    return steps == Supply.UNKNOWN ? OptionalInt.empty() : OptionalInt.of(steps);
  }

  /** Gets ready for an epoch, passing over the batches it has seen before. */
  void begin(int epoch, int skipped) {
    dealt = 0;
    begunHere = false;
    if (wanted == 0 || pass == null) {
      open(epoch);
    }
    for (int i = 0; i < skipped && hasNext(); i++) {
      next();
    }
  }

  /** Places the passes of a run with steps where the epoch would have found them. */
  void resumeAt(int epoch) {
    if (wanted > 0 && known > 0) {
      long before = (long) epoch * wanted;
      number = Math.toIntExact(before / known);
      open(number);
      for (long i = before % known; i > 0 && pass.hasNext(); i--) {
        pass.next();
      }
    }
  }

  boolean hasNext() {
    if (wanted == 0) {
      boolean more = pass.hasNext();
      if (!more) {
        finished();
      }
      return more;
    }
    if (dealt == wanted) {
      return false;
    }
    if (!pass.hasNext()) {
      if (begunHere) {
        throw dealt == 0 ? empty() : exhausted(dealt);
      }
      open(number + 1);
      if (!pass.hasNext()) {
        throw exhausted(dealt);
      }
    }
    return true;
  }

  private void finished() {
    known = dealt;
    if (dealt == 0) {
      throw empty();
    }
  }

  B next() {
    dealt++;
    return pass.next();
  }

  private void open(int next) {
    close();
    number = next;
    pass = supply.pass(next);
    begunHere = dealt == 0;
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
            wanted + " batches (the steps asked for)",
            "the data ended after " + seen,
            "Ask for at most " + seen + " steps, or let the data give more batches."));
  }
}
