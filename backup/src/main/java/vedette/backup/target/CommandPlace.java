package vedette.backup.target;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Copies that a program of the owner's keeps.
final class CommandPlace implements Place {
  /// What it ends with if there is no such copy.
  private static final int NOT_THERE = 3;

  private static final int LARGEST_LIST = 4 << 20;

  private final List<String> program;

  CommandPlace(List<String> program) {
    this.program = program;
  }

  @Override
  public void put(String name, byte[] content) throws IOException, InterruptedException {
    Child.Result _ = done(run(content, 0, "put", name));
  }

  @Override
  public byte[] get(String name) throws IOException, InterruptedException {
    Child.Result result = run(new byte[0], LARGEST, "get", name);
    if (result.exit() == NOT_THERE) {
      throw new NoSuchFileException(name);
    }
    return done(result).output();
  }

  @Override
  public SortedSet<String> list() throws IOException, InterruptedException {
    return new TreeSet<>(
        done(run(new byte[0], LARGEST_LIST, "list"))
            .text()
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList());
  }

  @Override
  public void delete(String name) throws IOException, InterruptedException {
    Child.Result result = run(new byte[0], 0, "delete", name);
    if (result.exit() != NOT_THERE) {
      Child.Result _ = done(result);
    }
  }

  private Child.Result run(byte[] input, int largest, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(words));
    return Child.run(command, input, Math.max(largest, 65_536), Target.TIMEOUT.multipliedBy(5));
  }

  private Child.Result done(Child.Result result) throws IOException {
    if (result.exit() != 0) {
      throw new IOException(
          program.getFirst() + ": ended with " + result.exit() + ": " + result.complaint());
    }
    return result;
  }

  @Override
  public void close() {}
}
