package dev.braid.training;

import dev.braid.data.Feed;
import dev.braid.data.Minibatch;

/** Hands the batches of a feed to the loops. */
public final class FeedSupply implements Supply<Minibatch> {
  private final Feed feed;

  public FeedSupply(Feed feed) {
    this.feed = feed;
  }

  @Override
  public int steps() {
    return feed.steps();
  }

  @Override
  public Pass<Minibatch> pass(int number) {
    Feed.Pass batches = feed.pass(number);
    return new Pass<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Minibatch next() {
        return batches.next();
      }

      @Override
      public void close() {
        batches.close();
      }
    };
  }
}
