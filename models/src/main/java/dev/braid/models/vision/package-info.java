/** Models that look at pictures. */
package dev.braid.models.vision;
