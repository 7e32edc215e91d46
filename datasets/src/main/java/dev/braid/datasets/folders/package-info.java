/** Folders of images or texts with one subfolder for each class. */
@NullMarked
package dev.braid.datasets.folders;

import org.jspecify.annotations.NullMarked;
