/** Models that foresee how a series goes on. */
package dev.braid.models.series;
