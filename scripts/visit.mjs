// Visits a dashboard as a browser does, so that the JVM learns what a first visit needs: `up … 2>&1 |
// node scripts/visit.mjs`. Finds the login link in what it reads and passes everything on.
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { createInterface } from 'node:readline';

const LIMIT_MS = 3_000;

/** One masked text frame of a client (RFC 6455), shorter than 126 bytes. */
function frame(text) {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, payload.map((byte, i) => byte ^ mask[i % 4])]);
}

/** Subscribes to what the page Now shows, and leaves after a few frames. */
const live = (origin, cookie) =>
  new Promise((resolve) => {
    const asked = request(new URL('/api/v1/live', origin), {
      timeout: LIMIT_MS,
      headers: {
        Cookie: cookie,
        Origin: origin,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
        'Sec-WebSocket-Protocol': 'vedette.v1',
      },
    });
    asked.on('upgrade', (_, socket) => {
      const leave = () => resolve(socket.destroy());
      setTimeout(leave, 600);
      socket.on('error', leave);
      socket.resume();
      socket.write(frame('{"subscribe":["now","system","peers/demo"]}'));
    });
    asked.on('response', resolve);
    asked.on('timeout', () => asked.destroy());
    asked.on('error', resolve);
    asked.end();
  });

async function visit(link) {
  const { origin } = new URL(link);
  const entered = await fetch(link, { redirect: 'manual' });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0];
  const get = async (path) => (await fetch(new URL(path, origin), { headers: { Cookie: cookie } })).text();
  const page = await get('/');
  await Promise.all([...page.matchAll(/(?:src|href)="([^"#:]+)"/g)].map(([, path]) => get(path)));
  await get('/api/v1/session');
  await live(origin, cookie);
}

for await (const line of createInterface({ input: process.stdin })) {
  console.error(line);
  const link = /log in once with (http[^)]+)\)/.exec(line)?.[1];
  // A visit that fails costs only its share of the cache.
  if (link) visit(link).catch((e) => console.error(`visit: ${e}`));
}
