import type { Need } from '../api/operations.ts';
import type { ManifestOperation, Schema, Values } from '../api/types.ts';
import { useCopy } from '../lib/clipboard.ts';
import { hrefOf } from '../lib/route.ts';
import { keepable } from '../lib/secrets.ts';
import { Needs } from './needs.tsx';
import { actionOf } from './naming.ts';
import { useVerdict } from './use-verdict.ts';

interface RunBarProps {
  operation: ManifestOperation;
  input: Values;
  needs?: readonly Need[];
  running: boolean;
  ready: boolean;
  onRun: () => void;
  onCancel: () => void;
}

/** The one button that does something, always in reach. */
export function RunBar({ operation, input, needs, running, ready, onRun, onCancel }: RunBarProps) {
  const [copied, copy] = useCopy();
  const verdict = useVerdict(operation.name, input, needs);
  const isDelete = operation.effect === 'delete';
  const share = () => {
    const text = JSON.stringify(keepable(input, operation.input_schema as Schema));
    copy(`${location.origin}/${hrefOf(['operations', operation.name], { input: text })}`);
  };
  return (
    <div className="run-bar">
      <Needs needs={needs} verdict={verdict} />
      {running ? (
        <button type="button" className="primary" onClick={onCancel}>
          Cancel
        </button>
      ) : (
        <button
          type="button"
          className={isDelete ? 'danger run' : 'primary run'}
          disabled={!ready}
          onClick={onRun}
        >
          <span>{isDelete ? `${actionOf(operation, input)}…` : 'Run'}</span> <kbd>Ctrl ↵</kbd>
        </button>
      )}
      <button type="button" className="small" onClick={share} title="Secrets are left out">
        {copied ? 'Copied ✓' : 'Copy address'}
      </button>
    </div>
  );
}
