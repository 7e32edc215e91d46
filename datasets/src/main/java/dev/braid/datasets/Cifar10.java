package dev.braid.datasets;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import java.io.IOException;
import java.util.List;

/** 60,000 colour images in ten classes, 32 by 32, downloaded once (162 MB). */
public final class Cifar10 {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "CIFAR-10",
          "A. Krizhevsky, V. Nair and G. Hinton",
          "https://www.cs.toronto.edu/~kriz/cifar.html",
          "no licence named",
          "A small fraction of its labels is wrong.");

  // The checksum is the one that TensorFlow Datasets publishes.
  static final CifarArchive ARCHIVE =
      new CifarArchive(
          RemoteFile.of(
              "cifar-10-binary.tar.gz",
              Checksum.sha256("c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
              "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin"),
          "test_batch.bin",
          "batches.meta.txt",
          1,
          0);

  private Cifar10() {}

  /** 50,000 for training and 10,000 for testing. */
  public static TrainTest<PackedImages> load() throws IOException {
    return load(Downloads.standard());
  }

  /** Does the same with given download settings. */
  public static TrainTest<PackedImages> load(Downloads downloads) throws IOException {
    return ARCHIVE.load(downloads);
  }
}
