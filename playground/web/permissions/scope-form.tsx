import type { PolicyRequest } from '../api/permission-types.ts';

/** Where the operations are to work, and what the policy is attached to. */
export interface ScopeFields {
  bucket: string;
  prefix: string;
  sourceBucket: string;
  /** Of the two buckets of a copy, the one whose policy is made. */
  policyOf: 'bucket' | 'sourceBucket';
  kind: PolicyRequest['kind'];
  principal: string;
  partition: string;
  account: string;
}

export const DEFAULT_SCOPE: ScopeFields = {
  bucket: 'demo-media',
  prefix: '',
  sourceBucket: '',
  policyOf: 'bucket',
  kind: 'identity',
  principal: '',
  partition: 'aws',
  account: '',
};

interface ScopeFormProps {
  scope: ScopeFields;
  onChange: (scope: ScopeFields) => void;
}

const KINDS = [
  ['identity', 'A user or a role'],
  ['bucket', 'The bucket'],
] as const;
const PARTITIONS = [
  ['aws', 'AWS'],
  ['aws-cn', 'AWS China'],
  ['aws-us-gov', 'AWS GovCloud (US)'],
] as const;

export function ScopeForm({ scope, onChange }: ScopeFormProps) {
  const text = (name: keyof ScopeFields, title: string, help: string) => (
    <div className="field">
      <label htmlFor={`scope-${name}`}>{title}</label>
      <input
        id={`scope-${name}`}
        value={scope[name]}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`scope-${name}-help`}
        onChange={({ target }) => onChange({ ...scope, [name]: target.value })}
      />
      <small id={`scope-${name}-help`} className="description">
        {help}
      </small>
    </div>
  );
  const choice = (
    name: keyof ScopeFields,
    title: string,
    choices: readonly (readonly [string, string])[],
  ) => (
    <div className="field">
      <label htmlFor={`scope-${name}`}>{title}</label>
      <select
        id={`scope-${name}`}
        value={scope[name]}
        onChange={({ target }) => onChange({ ...scope, [name]: target.value })}
      >
        {choices.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <fieldset className="scope fields">
      <legend>Where</legend>
      {text('bucket', 'Bucket', 'Its name.')}
      {text('prefix', 'Prefix', 'What keys begin with; empty: every key.')}
      {text('sourceBucket', 'Source of copies', 'Another bucket to copy from; empty: the same.')}
      {choice('kind', 'Attached to', KINDS)}
      {scope.kind === 'bucket' &&
        scope.sourceBucket !== '' &&
        choice('policyOf', 'Of the two buckets', [
          ['bucket', scope.bucket],
          ['sourceBucket', scope.sourceBucket],
        ])}
      {scope.kind === 'bucket' &&
        text('principal', 'For whom', 'An ARN, an account, a service; empty: everybody.')}
      {choice('partition', 'Partition', PARTITIONS)}
      {text('account', 'Account of the keys', '12 digits, for keys of KMS; empty: any.')}
    </fieldset>
  );
}
