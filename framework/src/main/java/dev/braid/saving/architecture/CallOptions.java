package dev.braid.saving.architecture;

/** Holds the arguments of calls that are no tensors against what Braid's layers can do. */
final class CallOptions {
  private CallOptions() {}

  static void check(CallReader.Call call, String path, Findings findings) {
    call.options()
        .forEach(
            (name, value) ->
                findings.option(
                    path,
                    "calls with tensors alone",
                    "a call with " + name + " = " + value,
                    "Leave that argument out in Python and save the model again."));
  }
}
