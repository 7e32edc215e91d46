/** Models that predict how well two inputs match. */
@NullMarked
package dev.braid.models.matching;

import org.jspecify.annotations.NullMarked;
