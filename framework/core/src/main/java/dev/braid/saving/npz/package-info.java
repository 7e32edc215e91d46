/** Reading and writing of NumPy's array files, {@code .npy} and {@code .npz}. */
package dev.braid.saving.npz;
