/// Which services are watched: one [Offer] for each kind brings together what the settings declare
/// and what runs on this machine. [Offers] lists them; `vedette.app.up` asks them.
@NullMarked
package vedette.app.services;

import org.jspecify.annotations.NullMarked;
