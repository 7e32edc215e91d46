/** Atomic writing of files; depends only on the JDK. */
@NullMarked
package dev.braid.internal.files;

import org.jspecify.annotations.NullMarked;
