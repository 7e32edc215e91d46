/** What the machine must have before ND4J is touched, and what it turned out to have. */
package dev.braid.internal.environment;
