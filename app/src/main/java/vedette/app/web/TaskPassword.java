package vedette.app.web;

import static vedette.app.web.TruebitShapes.PASSWORD_HEADER;

/// The password of tasks' data, demanded of whoever asks for it.
final class TaskPassword {
  private static final int LONGEST = 1_024;

  private TaskPassword() {}

  /// S4: it comes in a header alone, is compared as the owner's is, and guessing is limited in the
  /// same way.
  ///
  /// @throws ApiError if it is not the one
  static void demand(Parts parts, Call call) {
    Caller caller = call.caller();
    if (call.query("password").isPresent()) {
      throw new ApiError(
          400, "password", "addresses are written into logs. Do: send it as " + PASSWORD_HEADER);
    }
    String password =
        call.header(PASSWORD_HEADER)
            .filter(sent -> !sent.isEmpty() && sent.length() <= LONGEST)
            .orElseThrow(() -> new ApiError(403, "password", "expected " + PASSWORD_HEADER));
    if (!parts.taskData().hasPassword()) {
      throw new ApiError(
          403,
          "password",
          "there is none yet. Do: set truebit.data-password, or let the dashboard make one");
    }
    long wait = parts.limits().tryNow(caller.address(), caller.local());
    if (wait > 0) {
      throw ApiError.later("too many attempts; try again later", wait);
    }
    if (!parts.taskData().matches(password)) {
      parts.audit().write("task_data_refused", caller.who(), SessionRoutes.text(caller), "");
      throw new ApiError(403, "password", "this is not the password of tasks' data");
    }
    parts.limits().succeeded(caller.address());
  }
}
