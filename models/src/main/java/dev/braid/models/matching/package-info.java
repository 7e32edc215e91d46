/** Models that predict how well two inputs match. */
package dev.braid.models.matching;
