/** Texts of messages and logs: shortening, escaping, nearest names. */
package dev.braid.internal.text;
