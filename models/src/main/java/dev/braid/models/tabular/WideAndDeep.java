package dev.braid.models.tabular;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A line that remembers and a network that generalizes, added (Cheng et al., 2016). */
public final class WideAndDeep {
  private WideAndDeep() {}

  /**
   * From {@code numbers} and {@code category_1}, {@code category_2} … to {@code chance}.
   *
   * @param numbers in a row
   * @param categories how many values each category has, counted from 0
   */
  public static Model of(long numbers, long... categories) {
    Tensor values = input("numbers", numbers);
    List<Tensor> inputs = new ArrayList<>(List.of(values));
    List<Tensor> wide = new ArrayList<>(List.of(values.then(dense(1).name("wide"))));
    List<Tensor> deep = new ArrayList<>(List.of(values));
    for (int i = 1; i <= categories.length; i++) {
      Tensor category = input("category_" + i, 1);
      inputs.add(category);
      // one number for each value: what a line has for a one-hot vector
      wide.add(category.then(embedding(categories[i - 1], 1)).then(flatten()));
      deep.add(category.then(embedding(categories[i - 1], 8)).then(flatten()));
    }
    Tensor x = deep.size() == 1 ? values : concatenate(deep.toArray(Tensor[]::new));
    x = x.then(dense(64, RELU)).then(dense(32, RELU)).then(dense(1).name("deep"));
    wide.add(x);
    Tensor chance = add(wide.toArray(Tensor[]::new)).then(activation(SIGMOID).name("chance"));
    return Model.inputs(inputs).outputs(chance).name("wide_and_deep");
  }
}
