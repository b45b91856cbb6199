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

async function answer(response) {
  const json = await response.json();
  if (!response.ok) throw new Error(json.error?.message ?? `status ${response.status}`);
  return json;
}

/** Calls back with what the server says of itself each second, and with null while it is away. */
export function live(callback) {
  const source = new EventSource('/admin/v1/live');
  source.onmessage = event => callback(JSON.parse(event.data));
  source.onerror = () => callback(null);
  return () => source.close();
}
