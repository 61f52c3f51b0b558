import { byId, element } from './dom.js';

const STAGES = {
  resolve_auth: 'Connection',
  select_region: 'Region',
  validate_input: 'Input',
  check_permissions: 'Permissions',
  call_service: 'S3',
  validate_output: 'Output',
};

const WHO_ACTS = {
  input: 'Whoever filled in this form.',
  auth: 'The owner of the connection.',
  token: 'Whoever opened this page.',
  region: 'Whoever chose the region.',
  permission: 'Whoever administers the bucket or the IAM policies.',
  not_found: 'Whoever filled in this form: something named there does not exist.',
  conflict: 'Whoever filled in this form: it clashes with what is there.',
  throttled: 'Nobody: wait a little and run it again.',
  network: 'Whoever looks after the network between here and S3.',
  service: 'Nobody here: S3 itself failed. Run it again later.',
  connector: 'Whoever maintains the connector.',
};

const mark = { started: '…', done: '✓', failed: '✗' };

/** Draws the six stages, none of them begun. */
export function clearStages() {
  const items = Object.entries(STAGES).map(([stage, text]) =>
    element(
      'li',
      { id: `stage-${stage}` },
      element('span', { class: 'mark', 'aria-hidden': 'true' }, '·'),
      text,
      element('small', {}, ' '),
    ),
  );
  byId('stages').replaceChildren(...items);
  byId('progress').textContent = '';
}

export function showStage({ stage, status, duration_ms }) {
  const item = byId(`stage-${stage}`);
  if (!item) return;
  item.className = status;
  item.querySelector('.mark').textContent = mark[status] ?? '·';
  item.querySelector('small').textContent =
    duration_ms === undefined ? status : `${duration_ms.toFixed(duration_ms < 10 ? 1 : 0)} ms`;
}

/** Whether S3 had done it already nobody knows any more. */
export function showCancelled() {
  for (const state of document.querySelectorAll('#stages .started small')) state.textContent = 'cancelled';
  const text = 'Cancelled. What S3 had been sent before may have happened.';
  byId('result').replaceChildren(element('p', { class: 'quiet' }, text));
}

export function showProgress({ bytes, total }) {
  const amount = (number) => `${number.toLocaleString('en')} bytes`;
  byId('progress').textContent = total === undefined ? amount(bytes) : `${amount(bytes)} of ${amount(total)}`;
}

const pretty = (value) => element('pre', { tabindex: 0 }, JSON.stringify(value, null, 2));

export function showOutput(output) {
  byId('result').replaceChildren(...linksIn(output), pretty(output));
}

/** A file in the output as a link; nothing but http addresses becomes one. */
function linksIn({ file }) {
  if (!file || !/^https?:\/\//.test(file.url)) return [];
  const until = new Date(file.expires * 1000).toLocaleString();
  // This server's own links are always downloads, for which a new tab would only flash up.
  const isDownload = new URL(file.url).origin === location.origin;
  const target = isDownload ? { download: file.name } : { target: '_blank', rel: 'noopener noreferrer' };
  const action = isDownload ? 'Download' : 'Open';
  const link = element('a', { href: file.url, ...target }, `${action} ${file.name}`);
  return [element('p', {}, link, element('small', {}, ` ${file.mime_type}, until ${until}`))];
}

export function showError(error) {
  const { category, code, stage, status, request_id, retryable, details } = error;
  const part = (title, text) => [element('h3', {}, title), element('p', {}, text)];
  const folded = element(
    'details',
    {},
    element('summary', {}, 'Details'),
    pretty({ code, category, stage, status, request_id, retryable, details }),
  );
  byId('result').replaceChildren(
    element(
      'div',
      { class: 'error' },
      ...part('What happened', error.message),
      ...part('Who acts', WHO_ACTS[category] ?? 'Whoever runs this server.'),
      ...part('How to fix it', error.fix ?? ''),
      folded,
    ),
  );
}
