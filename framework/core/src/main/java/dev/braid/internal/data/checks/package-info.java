/**
 * The rules for data, one class each.
 *
 * <p>A class is named after its rule; its {@code problem} methods describe, in the user's terms,
 * how the rule was broken and how to correct it.
 */
@NullMarked
package dev.braid.internal.data.checks;

import org.jspecify.annotations.NullMarked;
