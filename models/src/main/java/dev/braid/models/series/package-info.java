/** Models that forecast time series. */
@NullMarked
package dev.braid.models.series;

import org.jspecify.annotations.NullMarked;
