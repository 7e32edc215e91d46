/** Reading and writing of NumPy's array files, {@code .npy} and {@code .npz}. */
@NullMarked
package dev.braid.saving.npz;

import org.jspecify.annotations.NullMarked;
