package dev.braid.datasets;

/**
 * Where data comes from and what may be done with it.
 *
 * @param title what its makers call it
 * @param creators who made it
 * @param address where it is published
 * @param licence the terms it is published under
 * @param note what else a user should know; empty for nothing
 */
public record Provenance(
    String title, String creators, String address, String licence, String note) {

  /** One line to credit the makers with. */
  public String credit() {
    return title + ", by " + creators + ", " + address + ", " + licence + ".";
  }
}
