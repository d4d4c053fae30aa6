/// `vedette lnd`: what somebody needs to let Vedette look at an LND.
@NullMarked
package vedette.app.lnd;

import org.jspecify.annotations.NullMarked;
