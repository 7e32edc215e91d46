/** What programs see of training loops. */
package dev.braid.training;
