package dev.braid.models.tabular;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The sum of a linear model and a deep network (Cheng et al., 2016). */
public final class WideAndDeep {
  private WideAndDeep() {}

  /**
   * Builds the model from {@code numbers} and {@code category_1}, {@code category_2} … to {@code
   * probability}.
   *
   * @param numbers the length of a row
   * @param categories the number of values of each category, counted from 0
   */
  public static Model of(long numbers, long... categories) {
    Tensor values = input("numbers", numbers);
    List<Tensor> inputs = new ArrayList<>(List.of(values));
    List<Tensor> wide = new ArrayList<>(List.of(values.then(dense(1).name("wide"))));
    List<Tensor> deep = new ArrayList<>(List.of(values));
    for (int i = 1; i <= categories.length; i++) {
      Tensor category = input("category_" + i, 1);
      inputs.add(category);
      // one weight for each value, as in a linear model of a one-hot vector
      wide.add(category.then(embedding(categories[i - 1], 1)).then(flatten()));
      deep.add(category.then(embedding(categories[i - 1], 8)).then(flatten()));
    }
    Tensor x = deep.size() == 1 ? values : concatenate(deep.toArray(Tensor[]::new));
    x = x.then(dense(64, RELU)).then(dense(32, RELU)).then(dense(1).name("deep"));
    wide.add(x);
    Tensor probability =
        add(wide.toArray(Tensor[]::new)).then(activation(SIGMOID).name("probability"));
    return Model.inputs(inputs).outputs(probability).name("wide_and_deep");
  }
}
