/// JSON of views: their form, what changed between two of them, and what of them is public.
@NullMarked
package vedette.app.web.json;

import org.jspecify.annotations.NullMarked;
