/** Models of images. */
@NullMarked
package dev.braid.models.vision;

import org.jspecify.annotations.NullMarked;
