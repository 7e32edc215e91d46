package dev.braid.models.matching;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Recommends items: users and items become vectors, and near ones go together. */
public final class TwoTower {
  private TwoTower() {}

  /** The usual size. */
  public static Model of(long users, long items) {
    return of(users, items, 32);
  }

  /**
   * From two ids to a chance that they go together: inputs "user" and "item", output "liked".
   *
   * <p>Its layers "user_tower" and "item_tower" are models; their vectors can be kept for a search.
   *
   * @param users how many there are
   * @param items how many there are
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
