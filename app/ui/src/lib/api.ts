/** The REST side of docs/live.md. Every call has a timeout; errors carry the server's own words. */

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly body: Record<string, unknown> = {},
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

const TIMEOUT = 15_000;
let csrf = '';
/** Sent with everything but GET; from `/api/v1/session`. */
export function useCsrf(token: string | undefined): void {
  csrf = token ?? '';
}

/** The API's address: beside the page, wherever a proxy put it. */
export const base = (): string => new URL('api/v1/', document.baseURI).href;
export const liveUrl = (): string => `${base().replace(/^http/, 'ws')}live`;

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  signal?.addEventListener('abort', () => stop.abort(), { once: true });
  try {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (method !== 'GET' && csrf) headers['X-Vedette-Csrf'] = csrf;
    const answer = await fetch(base() + path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: stop.signal,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    let parsed: unknown;
    try {
      parsed = text ? JSON.parse(text) : undefined;
    } catch {
      throw new ApiError(answer.status, `Vedette answered ${answer.status} with something that is not JSON.`);
    }
    if (answer.ok) return parsed as T;
    const error = (parsed as { error?: Record<string, unknown> } | undefined)?.error ?? {};
    const retry = Number(answer.headers.get('Retry-After'));
    throw new ApiError(
      answer.status,
      String(error['message'] ?? `Vedette answered ${answer.status}.`),
      error,
      retry > 0 ? retry : undefined,
    );
  } catch (e) {
    if (e instanceof ApiError) throw e;
    if (signal?.aborted) throw new ApiError(0, 'Not needed any more.');
    throw new ApiError(0, stop.signal.aborted ? 'Vedette did not answer within 15 s.' : 'Vedette does not answer.');
  } finally {
    clearTimeout(timer);
  }
}

type Query = Record<string, string | number | undefined>;
function withQuery(path: string, query: Query): string {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(query)) if (v !== undefined) q.set(k, String(v));
  return q.size ? `${path}?${q}` : path;
}

export const get = <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> =>
  call<T>('GET', withQuery(path, query), undefined, signal);
export const post = <T = void>(path: string, body: unknown): Promise<T> => call<T>('POST', path, body);
export const remove = (path: string): Promise<void> => call<void>('DELETE', path);

export const words = (e: unknown): string => (e instanceof Error ? e.message : String(e));
