/** Ready architectures and the programs that train them. */
@NullMarked
package dev.braid.models;

import org.jspecify.annotations.NullMarked;
