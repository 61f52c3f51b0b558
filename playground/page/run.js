import { run } from './api.js';
import { chosenConnection } from './connections.js';
import { ask, byId, element } from './dom.js';
import { clearStages, showCancelled, showError, showOutput, showProgress, showStage } from './outcome.js';

let controller = new AbortController();

/** Breaks off what runs; the server hears of it and stops. */
export const cancelRun = () => controller.abort();

/** Shows a run's stages while it goes, then its output or its error. What deletes is asked about first. */
export async function startRun(operation, editor, { start, cancel }) {
  const input = editor.read();
  editor.showProblems([]);
  if (operation.effect === 'delete' && !(await isMeant(operation, input))) return;
  controller = new AbortController();
  const { signal } = controller;
  [start.disabled, cancel.disabled] = [true, false];
  clearStages();
  byId('result').replaceChildren();
  try {
    const body = { connection: chosenConnection() || undefined, input };
    const onEvent = (event, data) => (event === 'stage' ? showStage(data) : showProgress(data));
    showOutput(await run(operation.name, body, onEvent, signal));
  } catch (error) {
    // Whoever went on to another operation does not want to read of this one.
    if (!start.isConnected) return;
    if (signal.aborted) showCancelled();
    else showError(error);
    editor.showProblems(error.details?.problems ?? []);
  } finally {
    [start.disabled, cancel.disabled] = [false, true];
  }
}

function isMeant({ title }, input) {
  const shown = [
    element('p', {}, 'This deletes. What the input names:'),
    element('pre', {}, JSON.stringify(input, null, 2)),
  ];
  return ask(`${title}?`, shown, title, () => true, true);
}
