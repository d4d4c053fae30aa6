/**
 * Which bytes of a payload a decoded field stands in. The values come from the server; this only
 * walks the wire format (Bitcoin Core src/protocol.h, BIP 130 to 155) to find where they are. What
 * it does not understand has no place, and is shown all the same.
 */
export interface Span { path: string; start: number; length: number }

class Short extends Error {}

class Walker {
  at = 0;
  readonly spans: Span[] = [];
  constructor(private readonly bytes: Uint8Array) {}

  /** A field of so many bytes. */
  take(path: string, length: number): this {
    if (this.at + length > this.bytes.length) throw new Short();
    if (path) this.spans.push({ path, start: this.at, length });
    this.at += length;
    return this;
  }
  /** A CompactSize; its own bytes get no name unless one is given. */
  size(path = ''): number {
    const start = this.at;
    const first = this.byte();
    let value = first;
    if (first >= 253) {
      const width = first === 253 ? 2 : first === 254 ? 4 : 8;
      value = 0;
      for (let i = 0; i < width; i++) value += this.byte() * 2 ** (8 * i);
    }
    if (path) this.spans.push({ path, start, length: this.at - start });
    return value;
  }
  /** Length and that many bytes; the field is the bytes. */
  text(path: string): this {
    return this.take(path, this.size());
  }
  /** So many of something, each under its number. The whole run, its count included, has the list's own path. */
  each(path: string, walk: (path: string, index: number) => void, given?: number): void {
    const start = this.at;
    const n = given ?? this.size();
    const mine = this.spans.length;
    for (let i = 0; i < n; i++) {
      const from = this.at;
      const place = this.spans.length;
      walk(`${path}.${i}`, i);
      // An entry that is a single field has named itself, without its length in front.
      if (this.spans[place]?.path !== `${path}.${i}`)
        this.spans.splice(place, 0, { path: `${path}.${i}`, start: from, length: this.at - from });
    }
    this.spans.splice(mine, 0, { path, start, length: this.at - start });
  }
  byte(): number {
    const b = this.bytes[this.at];
    if (b === undefined) throw new Short();
    this.at++;
    return b;
  }
  peek(offset = 0): number | undefined {
    return this.bytes[this.at + offset];
  }
  rest(path: string): void {
    if (this.at < this.bytes.length) this.take(path, this.bytes.length - this.at);
  }
}

function header(w: Walker, p: string): void {
  const start = w.at;
  const place = w.spans.length;
  w.take(`${p}.version`, 4).take(`${p}.prev_block`, 32).take(`${p}.merkle_root`, 32);
  w.take(`${p}.time`, 4).take(`${p}.bits`, 4).take(`${p}.nonce`, 4);
  w.spans.splice(place, 0, { path: p, start, length: 80 });
}

function transaction(w: Walker, p: string): void {
  const start = w.at;
  const place = w.spans.length;
  w.take(`${p}.version`, 4);
  const witness = w.peek() === 0 && w.peek(1) === 1;
  if (witness) w.take('', 2);
  const inputs = w.size();
  w.each(`${p}.inputs`, (q) => {
    w.take(`${q}.txid`, 32).take(`${q}.vout`, 4).text(`${q}.script_sig`).take(`${q}.sequence`, 4);
  }, inputs);
  w.each(`${p}.outputs`, (q) => w.take(`${q}.value`, 8).text(`${q}.script_pubkey`));
  if (witness)
    for (let i = 0; i < inputs; i++) w.each(`${p}.inputs.${i}.witness`, (q) => w.text(q));
  w.take(`${p}.locktime`, 4);
  w.spans.splice(place, 0, { path: p, start, length: w.at - start });
}

const legacyAddress = (w: Walker, p: string): unknown => w.take(`${p}.services`, 8).take(`${p}.address`, 16).take(`${p}.port`, 2);

const WALKS: Record<string, (w: Walker) => void> = {
  version: (w) => {
    w.take('version', 4).take('services', 8).take('time', 8);
    legacyAddress(w, 'addr_recv');
    legacyAddress(w, 'addr_from');
    w.take('nonce', 8).text('user_agent').take('start_height', 4).take('relay', 1);
  },
  addr: (w) => w.each('addresses', (p) => {
    w.take(`${p}.time`, 4);
    legacyAddress(w, p);
  }),
  addrv2: (w) => w.each('addresses', (p) => {
    w.take(`${p}.time`, 4);
    w.size(`${p}.services`);
    w.take(`${p}.network`, 1).text(`${p}.address`).take(`${p}.port`, 2);
  }),
  inv: (w) => w.each('items', (p) => w.take(`${p}.type`, 4).take(`${p}.hash`, 32)),
  getheaders: (w) => {
    w.take('locator_version', 4);
    w.each('locator', (p) => w.take(p, 32));
    w.take('hash_stop', 32);
  },
  headers: (w) => w.each('headers', (p) => {
    header(w, p);
    w.size(`${p}.tx_count`);
  }),
  tx: (w) => transaction(w, 'transaction'),
  block: (w) => {
    header(w, 'header');
    w.each('transactions', (p) => transaction(w, p));
  },
  merkleblock: (w) => {
    header(w, 'header');
    w.take('total_transactions', 4);
    w.each('hashes', (p) => w.take(p, 32));
    w.text('flags');
  },
  ping: (w) => w.take('nonce', 8),
  feefilter: (w) => w.take('feerate', 8),
  sendcmpct: (w) => w.take('announce', 1).take('version', 8),
  cmpctblock: (w) => {
    header(w, 'header');
    w.take('nonce', 8);
    w.each('short_ids', (p) => w.take(p, 6));
    w.each('prefilled', (p) => {
      w.size(`${p}.differential_index`);
      transaction(w, `${p}.transaction`);
    });
  },
  getblocktxn: (w) => {
    w.take('block_hash', 32);
    w.each('differential_indexes', (p) => w.size(p));
  },
  blocktxn: (w) => {
    w.take('block_hash', 32);
    w.each('transactions', (p) => transaction(w, p));
  },
  getcfilters: (w) => w.take('filter_type', 1).take('start_height', 4).take('stop_hash', 32),
  cfilter: (w) => w.take('filter_type', 1).take('block_hash', 32).text('filter'),
  cfheaders: (w) => {
    w.take('filter_type', 1).take('stop_hash', 32).take('previous_filter_header', 32);
    w.each('filter_hashes', (p) => w.take(p, 32));
  },
  getcfcheckpt: (w) => w.take('filter_type', 1).take('stop_hash', 32),
  cfcheckpt: (w) => {
    w.take('filter_type', 1).take('stop_hash', 32);
    w.each('filter_headers', (p) => w.take(p, 32));
  },
  filterload: (w) => w.text('data').take('hash_funcs', 4).take('tweak', 4).take('flags', 1),
  filteradd: (w) => w.text('data'),
  sendtxrcncl: (w) => w.take('version', 4).take('salt', 8),
  feature: (w) => w.text('feature_id').text('feature_data'),
  reject: (w) => w.text('message').take('code', 1).text('reason').rest('hash'),
};
const SAME: Record<string, string> = {
  getdata: 'inv', notfound: 'inv', getblocks: 'getheaders', pong: 'ping', getcfheaders: 'getcfilters',
};

/** Where the fields of a message are; as far as its bytes are understood. */
export function layout(type: string, payload: Uint8Array): Span[] {
  const walk = WALKS[SAME[type] ?? type];
  if (!walk) return [];
  const w = new Walker(payload);
  try {
    walk(w);
    if (type !== 'reject') w.rest('trailing');
  } catch (e) {
    if (!(e instanceof Short)) throw e;
  }
  return w.spans.filter((s) => s.length > 0);
}

export function fromHex(hex: string, most = Infinity): Uint8Array {
  const n = Math.min(hex.length >> 1, most);
  const bytes = new Uint8Array(n);
  for (let i = 0; i < n; i++) bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
