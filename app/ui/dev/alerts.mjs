// Made-up alerts for the stand-in server: quiet unless the scene is `alerts`.

const mutes = [];
const row = (over) => ({
  id: `${over.rule}{node="main"}`, subject: 'main', labels: { node: 'main' }, unknown: false, announced: true,
  reason: '', todo: '', condition: '', lasting_seconds: 600, readings: [], ...over,
});

export function alerts(scene) {
  const now = Date.now();
  const firing = !scene.alerts ? [] : [
    row({ rule: 'BitcoinNoPeers', severity: 'critical', since: now - 1_500_000, fired_at: now - 900_000, title: 'no outbound peer', reason: 'It hears only from those who came by themselves, and they may lie to it.', todo: 'Look at this machine\'s network, its DNS, firewall, and Tor if the node uses it.', condition: 'vedette_connections{direction="outbound"} == 0', readings: [{ metric: 'vedette_connections', labels: { direction: 'outbound', node: 'main' }, value: 0 }] }),
    row({ rule: 'BitcoinFewPeers', severity: 'warning', since: now - 1_500_000, fired_at: now - 900_000, title: 'few outbound peers', announced: false, follows_from: 'BitcoinNoPeers{node="main"}', silence: 'follows from something else', reason: 'A node normally has 8 to relay with.', todo: 'Look at this machine\'s network.', condition: 'vedette_connections{direction="outbound"} < 8' }),
  ];
  return {
    enabled: true, firing,
    pending: !scene.alerts ? [] : [row({ rule: 'BitcoinBehind', severity: 'warning', since: now - 60_000, announced: false, title: 'blocks lag behind headers', reason: 'The node knows of blocks that it does not get.', condition: 'vedette_chain_headers - vedette_chain_blocks > 3' })],
    recent: !scene.alerts ? [] : [row({ rule: 'BitcoinRestarted', severity: 'info', since: now - 7_200_000, fired_at: now - 7_200_000, ended_at: now - 6_600_000, title: 'the node was restarted' })],
    mutes: [...mutes], quiet: false, more: 0,
    channels: !scene.alerts ? [] : [
      { name: 'phone', kind: 'ntfy', waiting: 0, sent: 4, sent_at: now - 890_000, failed: 0, dropped: 0, trouble: '' },
      { name: 'mail', kind: 'smtp', waiting: 1, sent: 3, failed: 2, dropped: 0, trouble: 'mail.example was not reached: Connection refused' },
    ],
  };
}

/** Answers calls below `alerts/`; undefined if it is none. */
export function alertCalls(path, method, asked, id) {
  if (path === 'alerts/test') return [200, { channels: [{ name: 'phone', kind: 'ntfy', trouble: '' }, { name: 'mail', kind: 'smtp', trouble: 'mail.example was not reached: Connection refused' }] }];
  if (path !== 'alerts/mutes') return undefined;
  if (method === 'DELETE') {
    mutes.splice(0, mutes.length, ...mutes.filter((m) => m.id !== id));
    return [204];
  }
  const made = { id: `${asked.maintenance ? 'maintenance' : 'mute'}/${asked.rule ?? ''}/${asked.subject ?? ''}`, rule: asked.rule ?? '', subject: asked.subject ?? '', maintenance: !!asked.maintenance, fixed: false, ...(asked.seconds ? { until: Date.now() + asked.seconds * 1000 } : {}) };
  mutes.push(made);
  return [201, made];
}
