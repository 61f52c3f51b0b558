import { useCallback, useState } from 'react';
import { explainPolicy } from '../api/permissions.ts';
import type { PolicyExplanation } from '../api/permission-types.ts';
import { useConnections } from '../connections/context.tsx';
import { pretty } from '../editor/json-editor.tsx';
import { goTo, hrefOf } from '../lib/route.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Loading } from '../ui/states.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { nameOf, useTrialUser } from './attach-button.tsx';
import { Beyond } from './beyond.tsx';
import { Coverage } from './coverage.tsx';
import { OneCall } from './one-call.tsx';
import { PolicyText } from './policy-text.tsx';
import type { ShownStatement } from './statement-link.tsx';

interface ReadProps {
  /** A policy in the address. */
  given?: string;
  /** Or the sandbox's user whose policy it is; else the one for trials. */
  user?: string;
}

/** Paste a policy: which operations it allows, which not and why, what it grants beyond, how one call is decided. */
export function Read({ given, user }: ReadProps) {
  const { users } = useConnections();
  const trial = useTrialUser();
  const owner = users.find(({ connection }) => connection === user) ?? trial;
  // What the user may do changes when a policy is attached: the text that is being read stays.
  const [initial] = useState(() => (given === undefined ? undefined : formatted(given)));
  if (initial === undefined && owner === undefined) return <Loading what="the policy" />;
  return (
    <Reader
      key={given ?? owner?.connection}
      initial={initial ?? pretty(owner?.document)}
      source={given === undefined ? owner?.connection : undefined}
    />
  );
}

const VIEWS = [
  ['operations', 'What it allows'],
  ['beyond', 'What goes beyond'],
  ['call', 'Step through a call'],
] as const;

function Reader({ initial, source }: { initial: string; source?: string }) {
  const [text, setText] = useState(initial);
  const [view, setView] = useState<(typeof VIEWS)[number][0]>('operations');
  const [shown, setShown] = useState<ShownStatement>();
  const load = useCallback((signal: AbortSignal) => explainPolicy(text, signal), [text]);
  const { data, error } = useLoaded<PolicyExplanation>(load, { keep: true });
  const isBucketPolicy = data?.kind === 'bucket';
  const own = isBucketPolicy ? 'resource' : 'identity';
  const show = (statement: ShownStatement) => setShown({ ...statement });
  const showOwn = ({ statement }: ShownStatement) => show({ kind: own, statement });
  return (
    <div className="reader">
      <section aria-label="Policy" className="policy read-text">
        <Sources chosen={source} />
        <PolicyText
          text={text}
          onChange={setText}
          error={error}
          mark={shown?.kind === own ? shown : undefined}
          attachable={!isBucketPolicy}
        />
      </section>
      <section aria-label="What it says" className="policy">
        <Tabs label="Ways to read it" tabs={VIEWS} chosen={view} onChoose={setView}>
          <div className="policy">
            {!data && !error && <Loading what="what it allows" />}
            {error && (
              <p className="quiet">Correct the policy first: what is wrong in it stands beside it.</p>
            )}
            {data && !error && view === 'operations' && (
              <Coverage operations={data.operations} sids={sidsIn(text)} onShow={showOwn} />
            )}
            {data && !error && view === 'beyond' && (
              <Beyond policy={text} explanation={data} onShow={showOwn} onReplace={setText} />
            )}
            {data && !error && view === 'call' && (
              <OneCall policy={text} kind={own} shown={shown} onShow={show} />
            )}
          </div>
        </Tabs>
      </section>
    </div>
  );
}

/** The names of a policy's statements; while it is no JSON there are none. */
function sidsIn(policy: string): (string | undefined)[] {
  try {
    const { Statement } = JSON.parse(policy) as { Statement: { Sid?: string } | { Sid?: string }[] };
    return [Statement].flat().map(({ Sid }) => Sid);
  } catch {
    return [];
  }
}

/** Whose policy to begin with. */
function Sources({ chosen }: { chosen?: string }) {
  const { users } = useConnections();
  return (
    <label className="source">
      Policy of{' '}
      <select
        value={chosen ?? ''}
        onChange={({ target }) => goTo(hrefOf(['permissions', 'read'], { user: target.value }))}
      >
        {chosen === undefined && <option value="">your own, or anybody</option>}
        {users
          .filter(({ document }) => document !== undefined)
          .map((user) => (
            <option key={user.connection} value={user.connection}>
              the {nameOf(user)}: {user.may}
            </option>
          ))}
      </select>
      <span className="quiet">or paste another one over it.</span>
    </label>
  );
}

/** An address may have been cut: then what is left of the policy is shown as it is. */
function formatted(policy: string): string {
  try {
    return pretty(JSON.parse(policy));
  } catch {
    return policy;
  }
}
