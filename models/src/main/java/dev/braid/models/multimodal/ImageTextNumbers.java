package dev.braid.models.multimodal;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Predicts a class and an amount from an image, a text and numbers. */
public final class ImageTextNumbers {
  private ImageTextNumbers() {}

  /**
   * Builds the model from {@code image}, {@code text} and {@code numbers} to {@code label} and
   * {@code amount}.
   *
   * @param side height and width of the images, which have three channels
   * @param vocabulary the number of different word ids; 0 is padding
   * @param numbers the length of a row
   * @param classes of the label
   */
  public static Model of(long side, long vocabulary, long numbers, long classes) {
    Tensor image = input("image", side, side, 3);
    Tensor text = input("text", ANY);
    Tensor values = input("numbers", numbers);
    Tensor seen =
        image
            .then(conv2d(16, 3, RELU).padding(SAME))
            .then(maxPooling2d(2))
            .then(conv2d(32, 3, RELU).padding(SAME))
            .then(globalAveragePooling2d())
            .then(dense(32, RELU));
    Tensor words = text.then(embedding(vocabulary, 32).maskZero()).then(lstm(32));
    Tensor row = values.then(dense(32, RELU));
    Tensor both = concatenate(seen, words, row).then(dense(64, RELU)).then(dropout(0.2));
    return Model.inputs(image, text, values)
        .outputs(
            both.then(dense(classes, SOFTMAX).name("label")), both.then(dense(1).name("amount")))
        .name("image_text_numbers");
  }
}
