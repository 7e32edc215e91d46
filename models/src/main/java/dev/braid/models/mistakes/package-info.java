/**
 * Four programs with frequent mistakes, each in a wrong and a correct version.
 *
 * <p>{@code main} runs both: it prints the message for the wrong version, then trains the correct
 * one.
 */
@NullMarked
package dev.braid.models.mistakes;

import org.jspecify.annotations.NullMarked;
