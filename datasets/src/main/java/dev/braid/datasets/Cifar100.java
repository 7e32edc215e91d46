package dev.braid.datasets;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.RemoteFile;
import java.io.IOException;
import java.util.List;

/** 60,000 colour images in a hundred classes, 32 by 32, downloaded once (161 MB). */
public final class Cifar100 {
  /** The origin and licence. */
  public static final Provenance PROVENANCE =
      new Provenance(
          "CIFAR-100",
          "A. Krizhevsky, V. Nair and G. Hinton",
          "https://www.cs.toronto.edu/~kriz/cifar.html",
          "no licence named",
          "");

  // The checksum is the one that TensorFlow Datasets publishes.
  private static final RemoteFile FILE =
      RemoteFile.of(
          "cifar-100-binary.tar.gz",
          Checksum.sha256("58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"),
          "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz");

  // The label of the group precedes that of the class.
  static final CifarArchive COARSE = archive("coarse_label_names.txt", 0);
  static final CifarArchive FINE = archive("fine_label_names.txt", 1);

  private Cifar100() {}

  private static CifarArchive archive(String names, int kind) {
    return new CifarArchive(FILE, List.of("train.bin"), "test.bin", names, 2, kind);
  }

  /** 50,000 for training and 10,000 for testing, in a hundred classes. */
  public static TrainTest<PackedImages> load() throws IOException {
    return load(Downloads.standard());
  }

  /** Does the same with given download settings. */
  public static TrainTest<PackedImages> load(Downloads downloads) throws IOException {
    return FINE.load(downloads);
  }

  /** Loads the same images in twenty groups of classes. */
  public static TrainTest<PackedImages> loadCoarse() throws IOException {
    return loadCoarse(Downloads.standard());
  }

  /** Does the same with given download settings. */
  public static TrainTest<PackedImages> loadCoarse(Downloads downloads) throws IOException {
    return COARSE.load(downloads);
  }
}
