/** What the words of the Selection grammar mean, in a few words. */

const MEANINGS: Record<string, Record<string, string>> = {
  key: {
    event: 'what happened, by name', message: 'messages of these types', direction: 'received or sent',
    peer: 'Core’s peer id', address: 'address, subnet or name of the peer', connection: 'how the peer is connected',
    network: 'network of the peer',
  },
  direction: { inbound: 'received, or they came', outbound: 'sent, or we went' },
  connection: {
    inbound: 'they connected to us', manual: 'added by addnode', feeler: 'short, tests an address',
    'outbound-full-relay': 'we connected: blocks, transactions, addresses', 'block-relay-only': 'we connected: blocks only',
    'addr-fetch': 'short, asks for addresses', 'private-broadcast': 'short, sends one transaction',
  },
  network: {
    ipv4: 'IPv4', ipv6: 'IPv6', onion: 'Tor', i2p: 'I2P', cjdns: 'CJDNS', unroutable: 'local, or not known', internal: 'Core’s own',
  },
  event: {
    'net:*': 'everything about peers and messages', 'mempool:*': 'transactions in and out of the mempool',
    'validation:*': 'blocks that connect', 'utxocache:*': 'coins made, spent and flushed', 'coin_selection:*': 'the wallet chooses coins',
    'vedette:*': 'Vedette’s own: nodes and losses',
    'net:inbound_message': 'a message was received', 'net:outbound_message': 'a message was sent',
    'net:inbound_connection': 'a peer came', 'net:outbound_connection': 'we connected to a peer',
    'net:evicted_inbound_connection': 'an inbound peer had to make room', 'net:closed_connection': 'a connection ended',
    'net:misbehaving_connection': 'a peer broke a rule', 'validation:block_connected': 'a block is part of the chain',
    'utxocache:flush': 'the coins were written to disk', 'utxocache:add': 'a coin was made', 'utxocache:spent': 'a coin was spent',
    'utxocache:uncache': 'a coin left the cache', 'mempool:added': 'a transaction entered', 'mempool:removed': 'a transaction left',
    'mempool:replaced': 'a transaction gave way to another', 'mempool:rejected': 'a transaction was refused',
    'coin_selection:selected_coins': 'coins were chosen', 'coin_selection:normal_create_tx_internal': 'a transaction was made',
    'coin_selection:attempting_aps_create_tx': 'avoiding partial spends is tried', 'coin_selection:aps_create_tx_internal': 'that attempt ended',
    'vedette:node': 'a node appeared or went', 'vedette:loss': 'events that are missing', 'vedette:flushed': 'a flush is done',
  },
  message: {
    version: 'who I am', verack: 'version received', addr: 'addresses, old form', addrv2: 'addresses', sendaddrv2: 'send me addrv2',
    inv: 'I have these', getdata: 'send me these', notfound: 'I do not have these', getblocks: 'hashes of blocks wanted',
    getheaders: 'headers wanted', tx: 'a transaction', block: 'a whole block', headers: 'block headers', getaddr: 'addresses wanted',
    mempool: 'contents of the mempool wanted', ping: 'are you there', pong: 'I am', merkleblock: 'a filtered block',
    filterload: 'bloom filter', filteradd: 'adds to the bloom filter', filterclear: 'no bloom filter', feefilter: 'nothing below this fee rate',
    sendheaders: 'announce by headers', sendcmpct: 'announce by compact blocks', cmpctblock: 'a compact block',
    getblocktxn: 'the missing transactions wanted', blocktxn: 'the missing transactions', getcfilters: 'block filters wanted',
    cfilter: 'a block filter', getcfheaders: 'filter headers wanted', cfheaders: 'filter headers', getcfcheckpt: 'filter checkpoints wanted',
    cfcheckpt: 'filter checkpoints', wtxidrelay: 'relay by wtxid', sendtxrcncl: 'reconciliation offered', reject: 'refused (no longer sent)',
    alert: 'alert (no longer sent)', feature: 'a feature offered',
  },
};

export const meaning = (key: string, word: string): string => MEANINGS[key]?.[word] ?? '';
