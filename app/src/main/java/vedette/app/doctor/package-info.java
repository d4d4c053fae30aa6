/// `vedette doctor`: whether this machine, these rights and these nodes let Vedette watch, and what
/// to do where they do not.
///
/// Entry: [vedette.app.doctor.DoctorCommand]. [vedette.app.doctor.Gathering] finds out the
/// [vedette.app.doctor.Facts], the checks in [vedette.app.doctor.SystemChecks] and
/// [vedette.app.doctor.NodeChecks] are pure functions over them, so every judgement can be tested
/// with facts that this machine does not have. No threads of its own.
@NullMarked
package vedette.app.doctor;

import org.jspecify.annotations.NullMarked;
