/** What programs see of training loops. */
@NullMarked
package dev.braid.training;

import org.jspecify.annotations.NullMarked;
