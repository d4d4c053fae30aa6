// A made-up TrueBit node, and what two block chains say of it in several states.
const ago = (minutes) => Date.now() - minutes * 60_000;
const iso = (minutes) => new Date(ago(minutes)).toISOString();
const WALLET = '0x1111111111111111111111111111111111111111';
const execution = (n) => `${String(n).padStart(8, '0')}-2222-4333-8444-${String(n).padStart(12, '0')}`;

const staking = (over = {}) => ({ block_at: ago(4), current: true, stake: '12500.5', unlock_at: Date.now() + 86_400_000 * 41, total_staked: '4511902.184467440737095516', balance: '318.000000000000000001', supply: '1000000000', burned: '1204.5', unknown: [], ...over });
const registry = (over = {}) => ({ block_at: ago(3), current: true, registered: true, nodes: 52, unknown: [], ...over });

/** By the word of a scene. */
const CHAINS = {
  none: undefined,
  ok: () => ({ staking: staking(), registry: registry(), troubles: [] }),
  stale: () => ({
    staking: staking({ block_at: ago(60 * 52), current: false, unlock_at: ago(60 * 24 * 9) }), registry: registry({ block_at: ago(60 * 52), current: false }),
    troubles: ['Ethereum: rpc.example:443: no answer in time', 'Avalanche: rpc.example:443: no answer in time'],
  }),
  down: () => ({
    staking: staking(), registry: undefined,
    troubles: ['Avalanche: avax.example:443: certificate: expected one of an authority known here for this name. Found: one that is over, NotAfter: Sun Nov 22 20:49:24 UTC 2026. Do: pin it by its fingerprint or name its certificate, or correct the name'],
  }),
  secret: () => ({
    staking: undefined, registry: registry({ registered: undefined, unknown: ['registered: error 3: execution reverted'] }),
    troubles: ['Ethereum: truebit.chain.ethereum: /etc/vedette/ethereum-url: expected a file with the secret. Found: this user may not read it. Do: let it'],
  }),
  reverted: () => ({
    staking: staking({ stake: undefined, unlock_at: undefined, unknown: ['stake: error 3: execution reverted'] }), registry: registry({ registered: false }), troubles: [],
  }),
};

const page = (chain) => ({
  container: {
    name: 'runner-node', id: 'f3b1f2a2b93d', status: 'running', image: 'truebitprotocol/runner-node:prod', image_id: `sha256:${'c6'.repeat(32)}`,
    created_at: ago(60 * 24 * 30), started_at: ago(60 * 31), restarts: 1, cpu_percent: 2.4, memory: 312e6, memory_limit: 4e9,
  },
  from: 'files', trouble: '', behind: 0, version: '1.0.0-beta.12', wallet: WALLET, registered: true, registered_at: ago(60 * 31),
  slots_used: 1, slots: 4, slots_at: ago(1),
  tasks: [{ what: 'completed', count: 211 }, { what: 'executing', count: 1 }, { what: 'failed', count: 2 }, { what: 'received', count: 0 }], last_task_at: ago(2),
  invoices: 209, last_invoice_at: ago(44), earnings: { paid: '61204.1525', penalties: '0', charged: '0', net: '61204.1525', lines: 209, unpriced: 3 },
  last_entry_at: ago(0.4), entries: [{ what: 'execution_output', count: 428 }, { what: 'info', count: 40_210 }, { what: 'semaphore', count: 88_412 }, { what: 'unparsed', count: 12 }],
  unknown_records: 0, unattributed: 1, too_old: 0, store_bytes: 61e6, kept_since: ago(60 * 24 * 30), chain: CHAINS[chain]?.(),
});

export const truebit = (scene) => page(scene.truebit ?? 'ok');

export const truebitService = () => ({
  key: 'truebit', kind: 'truebit', name: 'TrueBit', state: 'ok', word: 'executing', since: ago(92), detail: '', as_of: Date.now() - 800, needs: [],
  figures: [{ label: 'Slots', text: '1 of 4', unit: '', why: '' }, { label: 'Tasks', value: 214, unit: '', why: '' }, { label: 'Last task', value: ago(2), unit: 'time', why: '' }],
});

const tasks = () => Array.from({ length: 40 }, (_, i) => ({
  id: 214 - i, execution_id: execution(214 - i), chain_id: '43114', block_number: 72_508_152 - i * 900, task_hash: `js_${'c3'.repeat(32)}/1.0.0`, task_type: 'js',
  status: i === 0 ? 'executing' : i === 7 ? 'failed' : 'completed', received_at: iso(2 + i * 61), started_at: iso(2 + i * 61),
  ...(i === 0 ? {} : { completed_at: iso(1 + i * 61), elapsed_ms: 1_500.25 + i, gas_used: 28_584_970_692 - i, exit_code: i === 7 ? 3 : 0, cached: i % 3 > 0, peak_memory_raw: 87, wasm_size: 1_204_331, wasm_hash: 'ab'.repeat(32) }),
}));
const invoices = () => Array.from({ length: 30 }, (_, i) => ({
  id: 209 - i, timestamp: iso(44 + i * 61), event_type: 'invoice',
  details: { invoiceId: `72508152${1_763_992_549 - i}0001`, executionId: execution(213 - i), taskId: `js_${'c3'.repeat(32)}/1.0.0`, stepGasPrice: '0.0000005', lineItem: [
    { operation: 'charge', account: '0xbeefbeefbeefbeefbeefbeefbeefbeefbeefbeef', total_steps_computed: 4_000_000_000, peak_memory_used: 87, amount: '2000' },
    { operation: 'pay', account: WALLET, total_steps_computed: 2_000_000_000, peak_memory_used: 87, amount: '1000' },
  ] },
}));
const logs = () => Array.from({ length: 60 }, (_, i) => ({
  id: 900 - i, timestamp: iso(i * 2), level: i % 3 ? 'info' : 'debug', type: i % 3 ? 'semaphore' : 'info', version: '1.0.0-beta.12',
  message: i === 4 ? '<script>alert(1)</script> \u001b[31mred \u202etfel' : i % 3 ? 'Semaphore InvoiceSubscriber processing started - Using slot 1/4' : 'Connected to größe 😀',
}));

/** What `/api/…` answers, as status and body; undefined for other paths. */
export function truebitCalls(path, headers) {
  const list = (name, rows) => [200, { [name]: rows, pagination: { limit: 50, offset: 0, hasMore: true } }];
  if (path === 'tasks') return list('tasks', tasks());
  if (path === 'invoices') return list('invoices', invoices());
  if (path === 'logs') return list('logs', logs());
  const task = /^tasks\/([0-9a-f-]+)(\/[a-z]+)?/.exec(path);
  if (!task) return undefined;
  const one = tasks().find((t) => t.execution_id === task[1]);
  if (!one) return [404, { error: { message: 'there is no such task' } }];
  if (!task[2]) return [200, { ...one, invoices: invoices().slice(0, 1) }];
  if (headers['x-task-data-password'] !== 'right') return [403, { error: { message: 'this is not the password of tasks\' data' } }];
  if (task[2] === '/artifacts') return [200, { artifacts: [{ execution_id: one.execution_id, artifact_type: 'wasm_prepared', hash: 'ab'.repeat(32), path: `/app/build/wasm-files/cache/1.0.0-beta.12/${'ab'.repeat(32)}/prepared.wasm`, size_bytes: 1_204_331, created_at: iso(500) }] }];
  return [200, { execution_id: one.execution_id, inputData: '{"n":3}', outputData: '{"elapsed":"1500000000"}' }];
}
