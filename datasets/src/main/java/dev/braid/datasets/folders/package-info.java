/** Folders of images or texts with one subfolder for each class. */
package dev.braid.datasets.folders;
