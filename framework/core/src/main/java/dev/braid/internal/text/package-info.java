/** Texts of messages and logs: shortening, escaping, nearest names. */
@NullMarked
package dev.braid.internal.text;

import org.jspecify.annotations.NullMarked;
