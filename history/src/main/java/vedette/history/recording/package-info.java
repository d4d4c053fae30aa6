/// Recordings of raw events in rotating capture files.
///
/// Entry: [vedette.history.recording.Recordings]. Each recording that runs has a bounded queue and
/// a thread of its own, `vedette-recording`, so that neither the tap nor another recording waits
/// for a disk. What was lost is counted, and announced in the file in its place.
@NullMarked
package vedette.history.recording;

import org.jspecify.annotations.NullMarked;
