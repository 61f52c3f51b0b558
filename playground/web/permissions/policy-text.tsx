import { Suspense, lazy } from 'react';
import type { PolicyDocument } from '../api/demo-users.ts';
import type { ErrorFacts } from '../api/types.ts';
import { Loading } from '../ui/states.tsx';
import { AttachButton, useTrialUser } from './attach-button.tsx';

const CodeEditor = lazy(() => import('../editor/code-editor.tsx'));

interface PolicyTextProps {
  text: string;
  onChange: (text: string) => void;
  /** What is wrong with it. */
  error?: ErrorFacts;
  /** The statement to mark. */
  mark?: { statement: number };
  /** Whether it is one that a user can have. */
  attachable: boolean;
}

/** A policy to be read and changed; what is wrong with it stands below, by its place. */
export function PolicyText({ text, onChange, error, mark, attachable }: PolicyTextProps) {
  const user = useTrialUser();
  const document = parsed(text);
  return (
    <>
      <Suspense fallback={<Loading what="the editor" />}>
        <CodeEditor label="Policy" value={text} onChange={onChange} mark={mark} />
      </Suspense>
      {error && <Problems error={error} />}
      {!error && attachable && user && document && (
        <div className="actions">
          <AttachButton document={document} user={user} />
        </div>
      )}
    </>
  );
}

/** While the text is being changed it may be no JSON. */
function parsed(text: string): PolicyDocument | undefined {
  try {
    return JSON.parse(text) as PolicyDocument;
  } catch {
    return undefined;
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
