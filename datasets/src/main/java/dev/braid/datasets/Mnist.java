package dev.braid.datasets;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** 70,000 images of handwritten digits, 28 by 28, downloaded once (11 MB). */
public final class Mnist {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "MNIST",
          "Y. LeCun, C. Cortes and C. Burges",
          "http://yann.lecun.com/exdb/mnist/",
          "CC BY-SA 3.0",
          "");

  // The checksums are those that TensorFlow Datasets publishes.
  static final IdxFiles FILES =
      new IdxFiles(
          "mnist",
          file(
              "train-images-idx3-ubyte.gz",
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
          file(
              "train-labels-idx1-ubyte.gz",
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
          file(
              "t10k-images-idx3-ubyte.gz",
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
          file(
              "t10k-labels-idx1-ubyte.gz",
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

  private Mnist() {}

  private static RemoteFile file(String name, String sha256) {
    return RemoteFile.of(
        name,
        Checksum.sha256(sha256),
        "https://storage.googleapis.com/cvdf-datasets/mnist/" + name,
        "https://ossci-datasets.s3.amazonaws.com/mnist/" + name,
        "http://yann.lecun.com/exdb/mnist/" + name);
  }

  /** 60,000 for training and 10,000 for testing. */
  public static TrainTest<PackedImages> load() throws IOException {
    return load(Downloads.standard());
  }

  /** Does the same with given download settings. */
  public static TrainTest<PackedImages> load(Downloads downloads) throws IOException {
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return FILES.load(downloads, names);
  }
}
