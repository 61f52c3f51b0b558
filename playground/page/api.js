/** The token comes in the fragment of the printed address; it leaves the address bar and stays in this tab. */
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem('token') ?? '';
}

const token = takeToken();
const TOKEN_FIX = 'Open the whole address that the server printed at its start: it carries the token.';
const JSON_TYPE = { 'Content-Type': 'application/json' };

async function call(path, options = {}) {
  const headers = { Authorization: `Bearer ${token}`, ...options.headers };
  const response = await fetch(`/api/${path}`, { ...options, headers }).catch((error) => {
    if (options.signal?.aborted) throw error;
    throw Object.assign(new Error('The server does not answer.'), {
      category: 'network',
      fix: 'Is it still running?',
    });
  });
  if (response.ok) return response;
  const { error } = await response.json();
  throw asError(response.status === 401 ? { ...error, category: 'token', fix: TOKEN_FIX } : error);
}

/** An error of the connector, its facts beside its message. */
const asError = (facts) => Object.assign(new Error(facts.message), facts);

export const get = async (path) => (await call(path)).json();
export const post = async (path, body) =>
  (await call(path, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) })).json();
export const remove = (path) => call(path, { method: 'DELETE' });

/** Stores a file of this computer and returns its file object. */
export async function upload(file) {
  const query = new URLSearchParams({ name: file.name, mime_type: file.type || 'application/octet-stream' });
  return (await call(`files?${query}`, { method: 'POST', body: file })).json();
}

/**
 * Runs an operation and tells of each event; returns its output.
 * @param {(event: string, data: object) => void} onEvent hears of `stage` and `progress`
 */
export async function run(name, body, onEvent, signal) {
  const headers = { ...JSON_TYPE, Accept: 'text/event-stream' };
  const path = `operations/${encodeURIComponent(name)}/run`;
  const response = await call(path, { method: 'POST', headers, body: JSON.stringify(body), signal });
  for await (const { event, data } of eventsOf(response.body)) {
    if (event === 'result') return data.output;
    if (event === 'error') throw asError(data.error);
    onEvent(event, data);
  }
  throw asError({
    message: 'The connection to the server broke off.',
    category: 'network',
    fix: 'Is it still running?',
  });
}

async function* eventsOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (text + part.value).split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (event) yield { event, data: JSON.parse(data) };
    }
  }
}
