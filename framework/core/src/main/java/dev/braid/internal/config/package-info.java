/** Reads configurations of built-in parts. */
@NullMarked
package dev.braid.internal.config;

import org.jspecify.annotations.NullMarked;
