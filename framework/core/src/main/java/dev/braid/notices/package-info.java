/**
 * One-line notices about calls that are legal but probably a mistake, and how to switch them off.
 */
package dev.braid.notices;
