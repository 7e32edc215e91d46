/**
 * Reader and writer of the subset of HDF5 that Keras' weight files use; reading is bounded, writing
 * reproducible.
 *
 * <p>Why no library is used: jHDF, the only maintained one for Java, follows every pointer and size
 * in a file and has no limits, so that a file of ten kilobytes with a cyclic index fills the
 * memory. Its files name the computer in an attribute of the root, cannot be read if an attribute
 * exceeds 64 KiB, and it fails on empty arrays. The tests use it as an independent implementation.
 *
 * <p>Reading: {@link dev.braid.internal.saving.hdf5.Hdf5} → {@code Hdf5TreeReader} (groups,
 * datasets) → {@code ObjectHeader} (messages) → {@code CheckedFileBytes}, where every access is
 * checked and charged to a budget. Writing: {@code Hdf5TreeWriter} → {@code GroupIndex}, {@code
 * ObjectHeaderBuilder}, {@code GlobalHeapWriter} → {@code ByteSink}.
 */
package dev.braid.internal.saving.hdf5;
