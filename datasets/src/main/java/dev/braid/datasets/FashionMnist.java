package dev.braid.datasets;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import java.io.IOException;
import java.util.List;

/** 70,000 images of clothes in ten classes, 28 by 28, downloaded once (30 MB). */
public final class FashionMnist {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "Fashion-MNIST",
          "H. Xiao, K. Rasul and R. Vollgraf, Zalando SE",
          "https://github.com/zalandoresearch/fashion-mnist",
          "MIT",
          "");

  private static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  // The checksums are those that TensorFlow Datasets publishes.
  static final IdxFiles FILES =
      new IdxFiles(
          "fashion-mnist",
          file(
              "train-images-idx3-ubyte.gz",
              "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
          file(
              "train-labels-idx1-ubyte.gz",
              "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
          file(
              "t10k-images-idx3-ubyte.gz",
              "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
          file(
              "t10k-labels-idx1-ubyte.gz",
              "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"));

  private FashionMnist() {}

  private static RemoteFile file(String name, String sha256) {
    return RemoteFile.of(
        name,
        Checksum.sha256(sha256),
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/" + name,
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"
            + name,
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/" + name);
  }

  /** 60,000 for training and 10,000 for testing. */
  public static TrainTest<PackedImages> load() throws IOException {
    return load(Downloads.standard());
  }

  /** Does the same with given download settings. */
  public static TrainTest<PackedImages> load(Downloads downloads) throws IOException {
    return FILES.load(downloads, CLASSES);
  }
}
