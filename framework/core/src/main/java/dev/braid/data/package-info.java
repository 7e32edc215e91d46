/** The data that programs may pass, and functions that transform it. */
@NullMarked
package dev.braid.data;

import org.jspecify.annotations.NullMarked;
