/// Benchmarks; see bench/README.md. Run by the scripts beside it, never by the tests.
@NullMarked
package vedette.bench;

import org.jspecify.annotations.NullMarked;
