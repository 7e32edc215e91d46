/** Folders with one folder for each class, of pictures or of texts. */
package dev.braid.datasets.folders;
