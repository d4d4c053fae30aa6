package vedette.history.recording;

import java.nio.file.Path;
import java.time.Duration;

/// Where recordings go and how much of them stays.
///
/// @param folder made if it is not there; each file is `<name>-<start>.capture`
/// @param fileBytes a file of this size is followed by a new one, 64 KiB at least
/// @param fileTime so is one of this age, 1 s at least
/// @param keepFiles how many files of one recording stay, the one being written included, 1 at
///   least
/// @param keepBytes how many bytes of them
/// @param keepTime how old their last event may be
/// @param queueBytes room for events that wait, for each recording, 64 KiB at least
/// @param recordings how many may run at a time, 1 to 64
public record RecordingOptions(
    Path folder,
    long fileBytes,
    Duration fileTime,
    int keepFiles,
    long keepBytes,
    Duration keepTime,
    long queueBytes,
    int recordings) {

  /// Checks its values.
  public RecordingOptions {
    check("fileBytes", fileBytes, 64 << 10);
    check("fileTime in s", fileTime.toSeconds(), 1);
    check("keepFiles", keepFiles, 1);
    check("keepBytes", keepBytes, fileBytes);
    check("keepTime in s", keepTime.toSeconds(), 1);
    check("queueBytes", queueBytes, 64 << 10);
    check("recordings", recordings, 1);
    if (recordings > 64) {
      throw new IllegalArgumentException(
          "recording: recordings must be 64 or less. Found: " + recordings + ".");
    }
  }

  /// Files of 64 MiB or an hour, 2 GiB and 7 days of them, 16 MiB of queue, 8 at a time.
  public static RecordingOptions of(Path folder) {
    return new RecordingOptions(
        folder, 64 << 20, Duration.ofHours(1), 1_000, 2L << 30, Duration.ofDays(7), 16 << 20, 8);
  }

  /// The same with other files.
  public RecordingOptions withFiles(long bytes, Duration time) {
    return new RecordingOptions(
        folder, bytes, time, keepFiles, keepBytes, keepTime, queueBytes, recordings);
  }

  /// The same with other bounds on what stays.
  public RecordingOptions withKeep(int files, long bytes, Duration time) {
    return new RecordingOptions(
        folder, fileBytes, fileTime, files, bytes, time, queueBytes, recordings);
  }

  /// The same with another queue.
  public RecordingOptions withQueueBytes(long bytes) {
    return new RecordingOptions(
        folder, fileBytes, fileTime, keepFiles, keepBytes, keepTime, bytes, recordings);
  }

  private static void check(String what, long found, long least) {
    if (found < least) {
      throw new IllegalArgumentException(
          "recording: " + what + " must be " + least + " or more. Found: " + found + ".");
    }
  }
}
