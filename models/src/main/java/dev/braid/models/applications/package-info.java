/** The architectures of {@code keras.applications}, with their options and published weights. */
package dev.braid.models.applications;
