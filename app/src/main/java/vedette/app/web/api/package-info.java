/// What the web server asks of the rest of Vedette.
///
/// [Backend] answers questions, [Events] hands on what happens. Both are implemented or fed by the
/// wiring; the types here are neutral, so that neither side knows the other.
@NullMarked
package vedette.app.web.api;

import org.jspecify.annotations.NullMarked;
