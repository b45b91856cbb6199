// What the server knows, asked over its admin API.

export async function get(path) {
  return answer(await fetch('/admin/v1' + path));
}

export async function post(path, body) {
  return answer(await fetch('/admin/v1' + path, { method: 'POST', body: body ?? '' }));
}

export async function remove(path) {
  return answer(await fetch('/admin/v1' + path, { method: 'DELETE' }));
}

/** Says what the right answer to a question was. */
export async function feedback(trace, question, right) {
  return answer(await fetch('/v1/feedback', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ trace_id: trace, question, answer: right }),
  }));
}

async function answer(response) {
  const json = await response.json();
  if (!response.ok) throw new Error(json.error?.message ?? `status ${response.status}`);
  return json;
}

/**
 * Calls back with what the server says of itself each second, and with null while it is away. Only while the page is
 * seen: a browser has six connections to one server for all its tabs, and this holds one of them.
 */
export function live(callback) {
  let source = null;
  const close = () => { source?.close(); source = null; };
  const follow = () => {
    if (document.hidden) return close();
    if (source) return undefined;
    source = new EventSource('/admin/v1/live');
    source.onmessage = event => callback(JSON.parse(event.data));
    source.onerror = () => callback(null);
    return undefined;
  };
  document.addEventListener('visibilitychange', follow);
  addEventListener('pageshow', follow);
  addEventListener('pagehide', close);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    removeEventListener('pageshow', follow);
    removeEventListener('pagehide', close);
    close();
  };
}
