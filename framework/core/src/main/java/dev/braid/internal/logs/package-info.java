/** Names and directions of logs. */
package dev.braid.internal.logs;
