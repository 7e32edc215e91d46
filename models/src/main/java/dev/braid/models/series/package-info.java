/** Models that forecast time series. */
package dev.braid.models.series;
