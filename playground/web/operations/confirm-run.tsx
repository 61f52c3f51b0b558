import type { ManifestOperation, Values } from '../api/types.ts';
import { Confirm } from '../ui/confirm.tsx';
import { actionOf, targetsOf } from './naming.ts';

interface ConfirmRunProps {
  operation: ManifestOperation;
  input: Values;
  onConfirm: () => void;
  onClose: () => void;
}

/** More than these names nobody reads one by one. */
const MOST_NAMES = 20;

/** Says what is going to be deleted, and asks. */
export const ConfirmRun = ({ operation, input, onConfirm, onClose }: ConfirmRunProps) => (
  <Confirm
    title={`${actionOf(operation, input)}?`}
    action={actionOf(operation, input)}
    onConfirm={onConfirm}
    onClose={onClose}
  >
    <p>{operation.description}</p>
    <dl className="facts">
      {targetsOf(operation, input).map(([title, values]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            {values.slice(0, MOST_NAMES).map((value) => (
              <code key={value}>{value}</code>
            ))}
            {values.length > MOST_NAMES && ` and ${values.length - MOST_NAMES} more`}
          </dd>
        </div>
      ))}
    </dl>
  </Confirm>
);
