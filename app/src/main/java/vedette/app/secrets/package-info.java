/// Secrets that OpenBao keeps, remembered, so that Vedette goes on when OpenBao is sealed or away.
/// Entry type: [vedette.app.secrets.SecretMemory]; one virtual thread asks, everybody else looks at
/// what it has brought.
@NullMarked
package vedette.app.secrets;

import org.jspecify.annotations.NullMarked;
