/** Series of history that are drawn. What the server does not have is left out. */
export const SERIES = {
  bytesIn: 'bytes_in', bytesOut: 'bytes_out', peersIn: 'connections_inbound', peersOut: 'connections_outbound', opened: 'connections_opened',
  closed: 'connections_closed', addressesIn: 'addresses_in', mempoolSize: 'mempool_vbytes', mempoolIn: 'mempool_added', mempoolOut: 'mempool_removed',
  mempoolRejected: 'mempool_rejected',
} as const;
