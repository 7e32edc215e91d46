/** Models of images. */
package dev.braid.models.vision;
