/**
 * One-line notices about calls that are legal but probably a mistake, and how to switch them off.
 */
@NullMarked
package dev.braid.notices;

import org.jspecify.annotations.NullMarked;
