package dev.braid.models.matching;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** A recommender that maps users and items to vectors and compares them. */
public final class TwoTower {
  private TwoTower() {}

  /** Builds the model with default sizes. */
  public static Model of(long users, long items) {
    return of(users, items, 32);
  }

  /**
   * Builds the model from two ids to the probability of a match: inputs "user" and "item", output
   * "liked".
   *
   * <p>Its layers "user_tower" and "item_tower" are models; their vectors can be kept for a search.
   *
   * @param users the number of users
   * @param items the number of items
   * @param width of the vectors
   */
  public static Model of(long users, long items, long width) {
    Tensor user = input("user", 1);
    Tensor item = input("item", 1);
    Tensor match =
        dot(1, user.then(tower("user", users, width)), item.then(tower("item", items, width)));
    return Model.inputs(user, item)
        .outputs(match.then(activation(SIGMOID).name("liked")))
        .name("two_tower");
  }

  private static Model tower(String name, long count, long width) {
    Tensor id = input(name + "_id", 1);
    Tensor vector =
        id.then(embedding(count, 2 * width))
            .then(flatten())
            .then(dense(2 * width, RELU))
            .then(dense(width));
    return Model.inputs(id).outputs(vector).name(name + "_tower");
  }
}
