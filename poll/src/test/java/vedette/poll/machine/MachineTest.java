package vedette.poll.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// The machine that the tests run on.
class MachineTest {
  @TempDir private Path folder;

  private static Outcome ask(Machine machine, MachineCall call) throws InterruptedException {
    try (Session session = machine.open()) {
      return session.ask(call.call());
    }
  }

  private static MachineAnswer answer(Machine machine, MachineCall call)
      throws InterruptedException {
    return (MachineAnswer) ((Outcome.Answered) ask(machine, call)).answer();
  }

  @Test
  void thisMachineTellsItsMemoryLoadAndUptime() throws Exception {
    MachineAnswer.Load load =
        (MachineAnswer.Load) answer(Machine.here(List.of(), List.of()), MachineCall.LOAD);
    assertThat(load.memory()).isPresent();
    assertThat(load.available().orElseThrow()).isBetween(1L, load.memory().getAsLong());
    assertThat(load.load1().orElseThrow()).isNotNegative();
    assertThat(load.cores().orElseThrow()).isPositive();
    assertThat(load.uptime().orElseThrow()).isPositive();
  }

  @Test
  void twoPathsOnOneFileSystemAreOneDisk() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("data"));
    MachineAnswer.Disks disks =
        (MachineAnswer.Disks)
            answer(Machine.here(List.of(folder), List.of(inside)), MachineCall.DISKS);
    assertThat(disks.disks()).hasSize(1);
    MachineAnswer.Disk disk = disks.disks().getFirst();
    assertThat(folder.toRealPath().toString()).startsWith(disk.mount());
    assertThat(disk.size().orElseThrow()).isPositive();
    assertThat(disk.available().orElseThrow()).isBetween(0L, disk.size().getAsLong());
    assertThat(disk.used().orElseThrow()).isBetween(1L, disk.size().getAsLong());
    assertThat(disk.usedShare().orElseThrow()).isBetween(0.0, 1.0);
  }

  @Test
  void theKernelTellsItsClockOrSaysThatItMayNotBeRead() throws Exception {
    switch (ask(Machine.here(List.of(), List.of()), MachineCall.CLOCK)) {
      case Outcome.Answered(MachineAnswer.Clock clock) ->
          assertThat(clock.mostError().isPresent()).isEqualTo(clock.synchronised());
      case Outcome.Answered other -> assertThat(other).isNull();
      case Outcome.Failed failed -> assertThat(failed.trouble()).isEqualTo(Trouble.FORBIDDEN);
    }
  }

  @Test
  void everyCallIsAnsweredOnAMachineThatTellsNothing() throws Exception {
    Machine bare = new Machine(folder, folder, List.of(folder), List.of(folder));
    MachineAnswer.Load load = (MachineAnswer.Load) answer(bare, MachineCall.LOAD);
    assertThat(load.memory()).isEmpty();
    assertThat(load.load1()).isEmpty();
    assertThat(load.cores()).isEmpty();
    assertThat(load.uptime()).isEmpty();
    assertThat(load.pressures()).isEmpty();
    assertThat(((MachineAnswer.Temperatures) answer(bare, MachineCall.TEMPERATURES)).sensors())
        .isEmpty();
    for (MachineCall call : List.of(MachineCall.DISKS, MachineCall.DIRECTORIES)) {
      assertThat(ask(bare, call))
          .isEqualTo(
              new Outcome.Failed(
                  Trouble.ERROR,
                  "file systems: expected /proc/self/mountinfo. Found: nothing to be read"));
    }
  }

  @Test
  void whatIsNotAskedIsNotSupported() throws Exception {
    try (Session session = Machine.here(List.of(), List.of()).open()) {
      Call other =
          new Call("other", MachineCall.LOAD.call().interval(), MachineCall.LOAD.call().timeout());
      assertThat(session.ask(other)).isInstanceOf(Outcome.Failed.class);
    }
  }
}
