import type { StageEvent, StageName } from '../api/types.ts';
import { milliseconds } from '../lib/format.ts';
import type { RunState } from './use-run.ts';

/** The pipeline, in its order, in a word each. */
const STAGES: readonly (readonly [StageName, string, string])[] = [
  ['resolve_auth', 'Connection', 'Is the connection complete and well formed?'],
  ['select_region', 'Region', 'Which region does the call go to?'],
  ['validate_input', 'Input', 'Does the input fit its schema?'],
  ['check_permissions', 'Permissions', 'Is it within what the connection may do?'],
  ['call_service', 'S3', 'The call itself: the only stage that uses the network.'],
  ['validate_output', 'Output', 'Does the answer have the promised shape?'],
];

interface StagesProps {
  run: RunState;
  /** Shows why the stage that failed has failed. */
  onExplain: () => void;
}

/** The six stages of a run: which it has been through, how long each took, which one failed, and why. */
export function Stages({ run, onExplain }: StagesProps) {
  return (
    <ol className="stages" aria-label="Stages of the run">
      {STAGES.map(([stage, title, question]) => {
        const event = run.stages[stage];
        const status = statusOf(event, run);
        return (
          <li key={stage} className={status} title={question}>
            <span className="dot" aria-hidden="true">
              {MARKS[status]}
            </span>
            {status === 'failed' ? (
              <button type="button" className="name" title="Show why it failed" onClick={onExplain}>
                {title}
              </button>
            ) : (
              <span className="name">{title}</span>
            )}
            <small>
              <span className="spoken">{status}</span>
              {event?.duration_ms === undefined ? ' ' : milliseconds(event.duration_ms)}
            </small>
          </li>
        );
      })}
    </ol>
  );
}

const MARKS: Record<string, string> = { waiting: '', running: '', done: '✓', failed: '✕', cancelled: '–' };

function statusOf(event: StageEvent | undefined, run: RunState): string {
  if (event === undefined) return 'waiting';
  if (event.status !== 'started') return event.status;
  return run.status === 'cancelled' ? 'cancelled' : 'running';
}
