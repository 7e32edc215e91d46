package dev.braid.models.applications;

import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.RemoteFile;

/** The addresses of the weights that Keras publishes. */
final class WeightAddress {
  private static final String BUCKET = "https://storage.googleapis.com/";
  private static final String FOLDER = BUCKET + "tensorflow/keras-applications/";
  private static final int MD5_DIGITS = 32;

  private WeightAddress() {}

  /** A file in the folder of a family. */
  static RemoteFile of(String family, String file, String checksum) {
    return at(FOLDER + family + "/" + file, checksum);
  }

  /** A file of the bucket that has no folders. */
  static RemoteFile inBucket(String file, String checksum) {
    return at(BUCKET + "keras-applications/" + file, checksum);
  }

  /** A file for which Keras publishes no checksum. */
  static RemoteFile unchecked(String family, String file) {
    return RemoteFile.unchecked(file, FOLDER + family + "/" + file);
  }

  /** The names of the files that were converted from TensorFlow's order of dimensions. */
  static String converted(String model, boolean withTop) {
    return model + "_weights_tf_dim_ordering_tf_kernels" + (withTop ? "" : "_notop") + ".h5";
  }

  private static RemoteFile at(String address, String checksum) {
    String name = address.substring(address.lastIndexOf('/') + 1);
    return RemoteFile.of(
        name,
        checksum.length() == MD5_DIGITS ? Checksum.md5(checksum) : Checksum.sha256(checksum),
        address);
  }
}
