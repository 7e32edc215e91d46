/** First values of weights. */
package dev.braid.initializers;
