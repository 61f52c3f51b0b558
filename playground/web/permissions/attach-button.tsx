import { useState } from 'react';
import { factsOf } from '../api/failure.ts';
import { addToPolicy, attachPolicy, type PolicyDocument } from '../api/permissions.ts';

interface AttachButtonProps {
  document: PolicyDocument;
  /** Whether to keep what the user may do already. */
  add?: boolean;
  label?: string;
  onAttached?: () => void;
}

/** Makes a policy that of the sandbox's limited user, to see what it does. */
export function AttachButton({ document, add = false, label, onAttached }: AttachButtonProps) {
  const [outcome, setOutcome] = useState('');
  const attach = () =>
    (add ? addToPolicy : attachPolicy)(document).then(
      () => {
        setOutcome('✓ Attached: choose the limited user above, and run.');
        onAttached?.();
        return undefined;
      },
      (error: unknown) => setOutcome(`✕ ${factsOf(error).message}`),
    );
  return (
    <>
      <button type="button" className="small" onClick={() => void attach()}>
        {label ?? "Attach to the sandbox's limited user"}
      </button>
      <span role="status" className="outcome-text">
        {outcome}
      </span>
    </>
  );
}
