/** Models that say how well two things go together. */
package dev.braid.models.matching;
