package vedette.app.cli;

import java.util.List;
import vedette.app.doctor.DoctorCommand;

/// Every command of the program, in the order in which `--help` lists them.
public final class Commands {
  /// Add a command here; nothing else needs to know it.
  ///
  /// ```java
  /// new Verb("tap", "prints everything a node does, as it happens", TapCommand::new)
  /// ```
  public static final List<Verb> ALL =
      List.of(
          new Verb("doctor", "checks whether Vedette can watch here, and what to do", DoctorCommand::new));

  private Commands() {}
}
