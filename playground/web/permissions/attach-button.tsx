import { useState } from 'react';
import { addToPolicy, attachPolicy, type DemoUser, type PolicyDocument } from '../api/demo-users.ts';
import { factsOf } from '../api/failure.ts';
import { useConnections } from '../connections/context.tsx';

interface AttachButtonProps {
  document: PolicyDocument;
  user: DemoUser;
  /** Whether to keep what the user may do already. */
  add?: boolean;
  /** Whether it is what one came for. */
  primary?: boolean;
  label?: string;
  onAttached?: () => void;
}

/** Makes a policy that of one of the sandbox's users, to see what it does. */
export function AttachButton({
  document,
  user,
  add = false,
  primary = false,
  label,
  onAttached,
}: AttachButtonProps) {
  const { chosen, choose, reloadUsers } = useConnections();
  const [outcome, setOutcome] = useState('');
  const attach = () =>
    (add ? addToPolicy : attachPolicy)(user, document).then(
      () => {
        setOutcome('✓ Attached.');
        reloadUsers();
        onAttached?.();
        return undefined;
      },
      (error: unknown) => setOutcome(`✕ ${factsOf(error).message}`),
    );
  return (
    <>
      <button type="button" className={primary ? 'primary' : 'small'} onClick={() => void attach()}>
        {label ?? `Attach to the sandbox's ${nameOf(user)}`}
      </button>
      <span role="status" className="outcome-text">
        {outcome}
      </span>
      {outcome.startsWith('✓') && chosen !== user.connection && (
        <button type="button" className="small" onClick={() => choose(user.connection)}>
          Be the {nameOf(user)}
        </button>
      )}
    </>
  );
}

/** `limited user`, where the label says whose it is as well. */
export const nameOf = ({ label }: DemoUser) => label.split(', ').at(-1) ?? label;

/** Whom a policy is attached to for a trial. */
export function useTrialUser(): DemoUser | undefined {
  const { users } = useConnections();
  return users.findLast(({ document }) => document !== undefined);
}
