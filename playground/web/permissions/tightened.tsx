import { useCallback, useState } from 'react';
import { tightenPolicy } from '../api/permissions.ts';
import { pretty } from '../editor/json-editor.tsx';
import { hrefOf } from '../lib/route.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Failed, Loading } from '../ui/states.tsx';

interface TightenedProps {
  policy: string;
  onReplace: (policy: string) => void;
}

/** The least policy for the same operations; confined to a bucket and a prefix, where these are given. */
export function Tightened({ policy, onReplace }: TightenedProps) {
  const [bucket, setBucket] = useState('');
  const [prefix, setPrefix] = useState('');
  const load = useCallback(
    (signal: AbortSignal) =>
      tightenPolicy(policy, bucket === '' ? undefined : { bucket, prefix: prefix || undefined }, signal),
    [policy, bucket, prefix],
  );
  const { data, error } = useLoaded(load, { keep: true });
  if (error) return <Failed error={error} />;
  if (!data) return <Loading what="the proposal" />;
  const text = pretty(data.document);
  const build = hrefOf(['permissions', 'build'], {
    operations: data.operations.join(','),
    bucket: bucket || undefined,
    prefix: prefix || undefined,
  });
  return (
    <section aria-label="Tightened policy" className="policy">
      <h2>Tightened: the same operations, nothing beyond</h2>
      <div className="two-fields">
        <TextField label="Only in bucket" value={bucket} onChange={setBucket} />
        <TextField label="Only under prefix" value={prefix} onChange={setPrefix} disabled={bucket === ''} />
      </div>
      <pre tabIndex={0} aria-label="Tightened policy as JSON">
        {text}
      </pre>
      <div className="actions">
        <CopyButton text={text} />
        <button type="button" className="small" onClick={() => onReplace(text)}>
          Put it in the place of the policy
        </button>
        <a className="button small" href={build}>
          Choose among its {data.operations.length} operations
        </a>
      </div>
      {data.kept.length > 0 && (
        <p className="quiet">
          Statements that deny, or have conditions, variables or a NotResource, are left as they are:{' '}
          {data.kept.map((index) => index + 1).join(', ')}.
        </p>
      )}
    </section>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
}

const TextField = ({ label, value, onChange, disabled }: TextFieldProps) => (
  <label className="field">
    {label}
    <input
      value={value}
      disabled={disabled}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => onChange(target.value)}
    />
  </label>
);
