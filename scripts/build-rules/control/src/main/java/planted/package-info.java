/// Compiled by the test of the build only.
@NullMarked
package planted;

import org.jspecify.annotations.NullMarked;
