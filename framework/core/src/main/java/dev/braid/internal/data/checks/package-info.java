/**
 * The rules that data must keep, one class each.
 *
 * <p>A class is named like the rule; its {@code problem} methods tell, in the user's words, how the
 * rule was broken and how to mend it.
 */
package dev.braid.internal.data.checks;
