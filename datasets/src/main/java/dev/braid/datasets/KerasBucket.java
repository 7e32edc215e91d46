package dev.braid.datasets;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.RemoteFile;

/** The location of Keras' data sets, under both names of the bucket. */
final class KerasBucket {
  private KerasBucket() {}

  static RemoteFile file(String name, Checksum checksum) {
    return RemoteFile.of(
        name,
        checksum,
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/" + name,
        "https://tensorflow.storage.googleapis.com/tf-keras-datasets/" + name);
  }
}
