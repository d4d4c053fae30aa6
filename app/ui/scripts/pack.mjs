// Writes .br and .gz beside each built file and prints what the first load costs.
// The same sources give the same bytes: no time stamps, fixed levels.
import { readdirSync, readFileSync, writeFileSync, rmSync, statSync } from 'node:fs';
import { join, extname } from 'node:path';
import { brotliCompressSync, gzipSync, constants } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url).pathname;
const BUDGET = 120_000;
const TEXT = new Set(['.js', '.css', '.html', '.svg', '.json']);

function files(dir) {
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const path = join(dir, name);
      return statSync(path).isDirectory() ? files(path) : [path];
    });
}

for (const path of files(DIST)) if (/\.(br|gz)$/.test(path)) rmSync(path);

const sizes = new Map();
for (const path of files(DIST)) {
  if (!TEXT.has(extname(path)) || path.includes('.vite')) continue;
  const bytes = readFileSync(path);
  const br = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  const gz = gzipSync(bytes, { level: 9 });
  gz[9] = 255; // the operating system's number, which is all that may differ between machines
  writeFileSync(`${path}.br`, br);
  writeFileSync(`${path}.gz`, gz);
  sizes.set(path.slice(DIST.length), { raw: bytes.length, gz: gz.length, br: br.length });
}

const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'));
const first = new Set(['index.html', 'icon.svg']);
function need(key) {
  const chunk = manifest[key];
  if (!chunk || first.has(chunk.file)) return;
  first.add(chunk.file);
  (chunk.css ?? []).forEach((file) => first.add(file));
  (chunk.imports ?? []).forEach(need);
}
need('index.html');
need('src/pages/Now.svelte');
rmSync(join(DIST, '.vite'), { recursive: true });

let total = { raw: 0, gz: 0, br: 0 };
const line = (name, s, mark) =>
  console.log(
    `${mark} ${name.padEnd(38)} ${String(s.raw).padStart(8)} ${String(s.gz).padStart(8)} ${String(s.br).padStart(8)}`,
  );
console.log(`  ${'file'.padEnd(38)} ${'bytes'.padStart(8)} ${'gzip'.padStart(8)} ${'brotli'.padStart(8)}`);
for (const [name, s] of sizes) {
  line(name, s, first.has(name) ? '*' : ' ');
  if (first.has(name)) total = { raw: total.raw + s.raw, gz: total.gz + s.gz, br: total.br + s.br };
}
line('first load (*)', total, '=');
if (total.gz > BUDGET) {
  console.error(`first load: at most ${BUDGET} bytes with gzip. Found: ${total.gz}. Do: load more on demand.`);
  process.exit(1);
}
