package dev.braid.internal.saving.hdf5;

import java.util.Map;

/** A group or a dataset of an HDF5 file. */
public sealed interface H5Node permits H5Group, H5Dataset {
  /** Returns the attributes by name, in the order of the file. */
  Map<String, H5Dataset> attributes();
}
