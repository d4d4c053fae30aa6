// The server's side of a WebSocket (RFC 6455), as much as the stand-in needs: text frames, ping, close.
import { createHash } from 'node:crypto';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Answers an upgrade. `text(message)` is called for each message, `gone()` once. */
export function accept(request, socket, { text, gone }) {
  const key = request.headers['sec-websocket-key'];
  const answer = createHash('sha1').update(key + GUID).digest('base64');
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${answer}\r\nSec-WebSocket-Protocol: vedette.v1\r\n\r\n`,
  );
  socket.setNoDelay(true);
  let rest = Buffer.alloc(0);
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    socket.destroy();
    gone();
  };
  socket.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const frame = parse(rest);
      if (!frame) return;
      rest = rest.subarray(frame.length);
      if (frame.opcode === 8) return end();
      if (frame.opcode === 9) socket.write(encode(frame.payload, 10));
      if (frame.opcode === 1) text(frame.payload.toString('utf8'));
    }
  });
  socket.on('error', end);
  socket.on('close', end);
  return {
    send: (message) => !over && socket.write(encode(Buffer.from(message, 'utf8'), 1)),
    waiting: () => socket.writableLength,
    close: end,
  };
}

function parse(data) {
  if (data.length < 2) return null;
  let length = data[1] & 127;
  let at = 2;
  if (length === 126) {
    if (data.length < 4) return null;
    length = data.readUInt16BE(2);
    at = 4;
  } else if (length === 127) {
    if (data.length < 10) return null;
    length = Number(data.readBigUInt64BE(2));
    at = 10;
  }
  const masked = (data[1] & 128) !== 0;
  const mask = masked ? data.subarray(at, at + 4) : null;
  if (masked) at += 4;
  if (data.length < at + length) return null;
  const payload = Buffer.from(data.subarray(at, at + length));
  if (mask) for (let i = 0; i < length; i++) payload[i] ^= mask[i & 3];
  return { opcode: data[0] & 15, payload, length: at + length };
}

function encode(payload, opcode) {
  const n = payload.length;
  const head = n < 126 ? Buffer.from([128 | opcode, n]) : n < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  if (n >= 126) {
    head[0] = 128 | opcode;
    if (n < 65_536) {
      head[1] = 126;
      head.writeUInt16BE(n, 2);
    } else {
      head[1] = 127;
      head.writeBigUInt64BE(BigInt(n), 2);
    }
  }
  return Buffer.concat([head, payload]);
}
