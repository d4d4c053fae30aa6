import { ApiError, get, liveUrl, useCsrf, words } from './api';
import { route } from './route.svelte';
import { Socket, type Link, type Wishes } from './socket';
import { Topics } from './topics';
import { SERVICE_PAGES } from './pages';
import type { AlertsView, BlocksView, MempoolView, NetworkView, NodeView, NowView, PeersView, ServicePage, ServiceView, Session, SystemView, VedetteEvent } from './views';

type EventSink = (events: VedetteEvent[], skipped: number) => void;

/** The one store: everything that is shown comes from here, and it is fed by one WebSocket. */
class App {
  session: Session | null = $state.raw(null);
  /** Why there is no session: not logged in, or no answer. */
  door: 'asking' | 'open' | 'login' | 'silent' = $state('asking');
  trouble = $state('');
  /** Whether history was so short when this page was opened that an hour would be mostly empty. */
  young = $state(false);
  link: Link = $state.raw({ is: 'opening' });
  /** The topics' states, replaced at most once a frame. */
  views: Record<string, unknown> = $state.raw({});
  /** This browser's time, once a second. */
  tick = $state(Date.now());
  /** Server's clock minus this browser's, ms. */
  skew = $state(0);
  lastWord = $state(0);
  counters = $state({ frames: 0, gaps: 0, behind: 0, reconnects: 0, errors: 0 });
  behindAt = $state(0);
  lastError = $state('');

  private readonly topics = new Topics();
  private socket: Socket | null = null;
  private drawing = false;
  private dirty = false;
  private sink: EventSink | null = null;
  private heard = 0;
  private readonly count = { frames: 0, gaps: 0, behind: 0, reconnects: 0, errors: 0 };

  connected = $derived(this.link.is === 'open');
  /** The server's time. Where the connection is lost it stands still: nothing goes on counting. */
  now = $derived((this.link.is === 'lost' ? this.link.since : this.tick) + this.skew);
  /** Seconds to the next try, if the connection is lost. */
  nextTry = $derived(this.link.is === 'lost' ? Math.max(0, Math.ceil((this.link.next - this.tick) / 1000)) : 0);
  silentFor = $derived(this.link.is === 'open' && this.lastWord > 0 ? Math.max(0, this.tick - this.lastWord) : 0);
  behind = $derived(this.tick - this.behindAt < 10_000);

  scope = $derived(this.session?.scope ?? 'public');
  nowView = $derived(this.views['now'] as NowView | undefined);
  nodes = $derived(this.nowView ? Object.values(this.nowView.nodes ?? {}) : []);
  services: ServiceView[] = $derived(Object.values(this.nowView?.services ?? {}));
  nodeKey = $derived(this.pickNode());
  node = $derived(this.nowView?.nodes?.[this.nodeKey] as NodeView | undefined);
  demo = $derived(this.node ? this.node.demo : (this.nowView?.demo ?? this.session?.demo ?? false));
  peers = $derived(this.views[`peers/${this.nodeKey}`] as PeersView | undefined);
  blocks = $derived(this.views[`blocks/${this.nodeKey}`] as BlocksView | undefined);
  mempool = $derived(this.views[`mempool/${this.nodeKey}`] as MempoolView | undefined);
  network = $derived(this.views[`network/${this.nodeKey}`] as NetworkView | undefined);
  system = $derived(this.views['system'] as SystemView | undefined);
  alerts = $derived(this.views['alerts'] as AlertsView | undefined);

  /** What a node or service is called. */
  nameOf(key: string): string {
    return this.nowView?.services?.[key]?.name ?? this.session?.nodes.find((n) => n.key === key)?.name ?? key;
  }

  /** The services that a page is about. */
  servicesOf(page: string): ServiceView[] {
    const kinds = SERVICE_PAGES[page]?.kinds ?? [];
    return this.services.filter((s) => kinds.includes(s.kind));
  }

  /** All that is known of a service; the page of its kind has subscribed to it. */
  service<P>(key: string): ServicePage<P> | undefined {
    return this.views[`service/${key}`] as ServicePage<P> | undefined;
  }

  private pickNode(): string {
    const wanted = route.param('node');
    const keys = this.session?.nodes.map((n) => n.key) ?? [];
    const live = Object.keys(this.nowView?.nodes ?? {});
    if (wanted && (keys.includes(wanted) || live.includes(wanted))) return wanted;
    return live.find((k) => !this.nowView?.nodes[k]?.demo) ?? live[0] ?? keys[0] ?? '';
  }

  /** Asks who we are and opens the live connection. */
  async start(): Promise<void> {
    try {
      this.session = await get<Session>('session');
      useCsrf(this.session.csrf);
      this.young = this.session.scope !== 'public' && Date.now() - (this.session.history_since ?? Date.now()) < 900_000;
      this.door = 'open';
      this.trouble = '';
    } catch (e) {
      this.trouble = words(e);
      this.door = e instanceof ApiError && (e.status === 401 || e.status === 403) ? 'login' : 'silent';
      if (this.door === 'silent') setTimeout(() => this.door === 'silent' && void this.start(), 2_000);
      return;
    }
    this.socket?.close();
    this.topics.clear();
    this.views = {};
    this.socket = new Socket(liveUrl(), {
      topic: (frame) => {
        this.count.frames++;
        const result = this.topics.apply(frame, Date.now());
        if (result === 'gap') {
          this.count.gaps = this.topics.gaps;
          this.socket?.resync(frame.topic);
        }
        if (result === 'changed') this.draw();
      },
      events: (events, skipped) => this.sink?.(events, skipped),
      behind: (frames) => {
        this.count.behind += frames;
        this.behindAt = Date.now();
      },
      word: (time) => {
        this.heard = Date.now();
        if (time !== undefined) this.skew = Math.abs(time - this.heard) < 1_000 ? 0 : time - this.heard;
      },
      error: (message) => {
        this.count.errors++;
        this.lastError = message;
      },
      state: (link) => {
        if (link.is === 'open') {
          if (this.link.is === 'lost') this.count.reconnects++;
          this.topics.reset();
        }
        if (link.is === 'lost') void this.stillWelcome();
        this.link = link;
        this.tick = Date.now();
      },
    });
    this.wish({});
    this.socket.open();
  }

  private wishes: Partial<Wishes> = {};

  wish(wishes: Partial<Wishes>): void {
    this.wishes = { ...this.wishes, ...wishes };
    if (wishes.topics) this.topics.keep(wishes.topics);
    this.socket?.wish(this.wishes);
  }

  /** Where selected events go; null: nowhere. */
  hearEvents(sink: EventSink | null): void {
    this.sink = sink;
  }

  tryNow(): void {
    if (this.door === 'silent') void this.start();
    else this.socket?.open();
  }

  /** A lost connection may mean that the session has ended. */
  private async stillWelcome(): Promise<void> {
    try {
      const session = await get<Session>('session');
      useCsrf(session.csrf);
      this.session = session;
    } catch (e) {
      if (e instanceof ApiError && e.status === 401) {
        this.socket?.close();
        this.door = 'login';
      }
    }
  }

  private draw(): void {
    this.dirty = true;
    if (this.drawing || document.hidden) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      this.flush();
    });
  }

  private flush(): void {
    if (!this.dirty) return;
    this.dirty = false;
    this.views = this.topics.states();
  }

  constructor() {
    setInterval(() => {
      this.tick = Date.now();
      this.lastWord = this.heard;
      const c = this.count;
      const s = this.counters;
      if (c.frames !== s.frames || c.gaps !== s.gaps || c.behind !== s.behind || c.reconnects !== s.reconnects || c.errors !== s.errors)
        this.counters = { ...c };
    }, 1_000);
    document.addEventListener('visibilitychange', () => {
      this.wish({ pace: document.hidden ? 1_000 : 100 });
      if (!document.hidden) {
        this.tick = Date.now();
        this.flush();
      }
    });
  }
}

export const app = new App();
