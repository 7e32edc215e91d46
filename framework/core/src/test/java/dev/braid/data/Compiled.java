package dev.braid.data;

import static dev.braid.Braid.*;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Loss;
import dev.braid.Model;
import dev.braid.Tensor;

/** Small models that tests hand data to. */
final class Compiled {
  private Compiled() {}

  static Model fresh() {
    Tensor in = input("x", 4);
    return Model.inputs(in).outputs(in.then(dense(1).name("y")));
  }

  static Model model(Tensor input, Layer head, Loss loss) {
    Model model = Model.inputs(input).outputs(input.then(head));
    model.compile(adam(), loss);
    return model;
  }

  static Model values() {
    return model(input("x", 4), dense(1).name("y"), mse());
  }

  static Model classes() {
    return model(input("x", 4), dense(3, SOFTMAX).name("label"), sparseCategoricalCrossentropy());
  }

  static Model oneHot() {
    return model(input("x", 4), dense(3, SOFTMAX).name("label"), categoricalCrossentropy());
  }

  static Model yesOrNo() {
    return model(input("x", 4), dense(1, SIGMOID).name("yes"), binaryCrossentropy());
  }

  static Model image(long... shape) {
    Tensor image = input("x", shape);
    Model model = Model.inputs(image).outputs(image.then(flatten()).then(dense(1).name("y")));
    model.compile(adam(), mse());
    return model;
  }

  static Model ids() {
    Tensor text = input("x", ANY);
    Model model =
        Model.inputs(text)
            .outputs(text.then(embedding(100, 2)).then(lstm(2)).then(dense(1).name("y")));
    model.compile(adam(), mse());
    return model;
  }

  static Model series() {
    Tensor steps = input("x", ANY, 2);
    Model model = Model.inputs(steps).outputs(steps.then(lstm(2)).then(dense(1).name("y")));
    model.compile(adam(), mse());
    return model;
  }

  static Model two() {
    Tensor a = input("a", 4);
    Tensor b = input("b", 2);
    Tensor both = concatenate(a, b);
    Model model =
        Model.inputs(a, b)
            .outputs(both.then(dense(3, SOFTMAX).name("label")), both.then(dense(1).name("y")));
    model.compile(
        adam(), output("label").loss(sparseCategoricalCrossentropy()), output("y").loss(mse()));
    return model;
  }

  static Model steps() {
    Tensor steps = input("x", ANY, 2);
    return Model.inputs(steps).outputs(steps.then(dense(1).name("y")));
  }

  static Model counts(boolean whole) {
    Tensor in = whole ? input("x", DType.INT32, 4) : input("x", DType.FLOAT32, 4);
    return Model.inputs(in).outputs(in.then(dense(1).name("y")));
  }

  static Model sign() {
    return model(input("x", 4), dense(1, TANH).name("sign"), hinge());
  }

  static Model half() {
    Model model = two();
    model.compile(
        adam(), output("label").loss(sparseCategoricalCrossentropy()), output("y").noLoss());
    return model;
  }

  static Model three() {
    Tensor a = input("a", 4);
    Tensor b = input("b", 4);
    Tensor c = input("c", 4);
    return Model.inputs(a, b, c).outputs(concatenate(a, b, c));
  }
}
