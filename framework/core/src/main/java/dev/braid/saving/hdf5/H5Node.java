package dev.braid.saving.hdf5;

import java.util.Map;

/** What a group of an HDF5 file holds: another group, or a dataset. */
public sealed interface H5Node permits H5Group, H5Dataset {
  /** The attributes by name, in the order of the file. */
  Map<String, H5Dataset> attributes();
}
