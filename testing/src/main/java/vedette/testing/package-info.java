/// What the tests of several modules need: free [Ports], installed [Programs], real nodes. Depended
/// on by tests alone; nothing of it is in the product. Safe for several threads unless a class says
/// otherwise.
@NullMarked
package vedette.testing;

import org.jspecify.annotations.NullMarked;
