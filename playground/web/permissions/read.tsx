import { Suspense, lazy, useCallback, useState } from 'react';
import type { PolicyExplanation } from '../api/permission-types.ts';
import { explainPolicy, limitedUser, type PolicyDocument } from '../api/permissions.ts';
import type { ErrorFacts } from '../api/types.ts';
import { pretty } from '../editor/json-editor.tsx';
import { useLoaded } from '../lib/use-loaded.ts';
import { Loading } from '../ui/states.tsx';
import { AttachButton } from './attach-button.tsx';
import { Coverage } from './coverage.tsx';
import { OneCall } from './one-call.tsx';

const CodeEditor = lazy(() => import('../editor/code-editor.tsx'));

/** Paste a policy: which operations it allows, which not and why, what it grants beyond. */
export function Read({ given }: { given?: string }) {
  const load = useCallback(
    async () => pretty(given === undefined ? (await limitedUser()).document : JSON.parse(given)),
    [given],
  );
  const { data: initial } = useLoaded(load);
  return initial === undefined ? <Loading what="the policy" /> : <Reader initial={initial} />;
}

function Reader({ initial }: { initial: string }) {
  const [text, setText] = useState(initial);
  const load = useCallback((signal: AbortSignal) => explainPolicy(text, signal), [text]);
  const { data, error } = useLoaded<PolicyExplanation>(load, { keep: true });
  return (
    <div className="reader">
      <section aria-label="Policy" className="policy">
        <Suspense fallback={<Loading what="the editor" />}>
          <CodeEditor label="Policy" value={text} onChange={setText} />
        </Suspense>
        {error ? <Problems error={error} /> : <Attach text={text} />}
        {data && !error && <Findings explanation={data} />}
        {!error && <OneCall policy={text} />}
      </section>
      <section aria-label="What it allows" className="policy">
        {data && <Coverage operations={data.operations} />}
      </section>
    </div>
  );
}

/** While the text is being changed it may be no JSON: then there is nothing to attach. */
function Attach({ text }: { text: string }) {
  try {
    return (
      <div className="actions">
        <AttachButton document={JSON.parse(text) as PolicyDocument} />
      </div>
    );
  } catch {
    return null;
  }
}

const Problems = ({ error }: { error: ErrorFacts }) => {
  const problems = (error.details?.problems ?? []) as { path: string; message: string; fix?: string }[];
  return (
    <div role="status">
      <ul className="notes problem">
        {problems.length === 0 && <li>{error.message}</li>}
        {problems.map(({ path, message, fix }) => (
          <li key={path + message}>
            <code>{path}</code> {message} {fix}
          </li>
        ))}
      </ul>
    </div>
  );
};

const Findings = ({ explanation: { findings } }: { explanation: PolicyExplanation }) => (
  <>
    <h2>Beyond what operations need</h2>
    {findings.length === 0 && <p className="quiet">Nothing.</p>}
    <ul className="notes">
      {findings.map(({ statement, sid, message }) => (
        <li key={statement + message}>
          <code>{sid ?? `Statement ${statement}`}</code> {message}
        </li>
      ))}
    </ul>
  </>
);
