/**
 * Four programs that people get wrong again and again, each as it fails and as it works.
 *
 * <p>{@code main} runs both: it shows what Braid says to the wrong one, then trains the right one.
 */
package dev.braid.models.mistakes;
