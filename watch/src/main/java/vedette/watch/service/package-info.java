/// One model of a service, whatever its kind: a state word, why, since when, how old, and what was
/// measured. Dashboard, metrics, alert rules and API all use it.
///
/// A kind of service is a [ServiceKind] in a package of its own beside this one: it declares what
/// it measures and folds readings. [Services] holds all services; any thread may call it.
@NullMarked
package vedette.watch.service;

import org.jspecify.annotations.NullMarked;
