/** Names and directions of logs. */
@NullMarked
package dev.braid.internal.logs;

import org.jspecify.annotations.NullMarked;
