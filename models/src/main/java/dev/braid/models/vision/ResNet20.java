package dev.braid.models.vision;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** The small residual network for images like those of CIFAR-10 (He et al., 2015). */
public final class ResNet20 {
  private ResNet20() {}

  /** Builds the model; 20 layers with weights. */
  public static Model of(long height, long width, long channels, long classes) {
    Tensor image = input("image", height, width, channels);
    Tensor x = plain(image, 16, 1).then(activation(RELU));
    for (long filters : new long[] {16, 32, 64}) {
      for (int block = 0; block < 3; block++) {
        boolean shrinks = block == 0 && filters > 16;
        Tensor found = plain(x, filters, shrinks ? 2 : 1).then(activation(RELU));
        found = plain(found, filters, 1);
        Tensor given = shrinks ? x.then(conv2d(filters, 1).strides(2)) : x;
        x = add(given, found).then(activation(RELU));
      }
    }
    Tensor label = x.then(globalAveragePooling2d()).then(dense(classes, SOFTMAX).name("label"));
    return Model.inputs(image).outputs(label).name("resnet20");
  }

  private static Tensor plain(Tensor x, long filters, long strides) {
    return x.then(conv2d(filters, 3).strides(strides).padding(SAME).kernelInitializer(heNormal()))
        .then(batchNormalization());
  }
}
