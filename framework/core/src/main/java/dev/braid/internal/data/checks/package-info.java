/**
 * The rules for data, one class each.
 *
 * <p>A class is named like the rule; its {@code problem} methods tell, in the user's words, how the
 * rule was broken and how to correct it.
 */
@NullMarked
package dev.braid.internal.data.checks;

import org.jspecify.annotations.NullMarked;
