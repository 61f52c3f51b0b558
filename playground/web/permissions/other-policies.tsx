import { Suspense, lazy } from 'react';
import type { PoliciesOfCall } from '../api/permissions.ts';
import { pretty } from '../editor/json-editor.tsx';
import { Loading } from '../ui/states.tsx';
import type { ShownStatement } from './statement-link.tsx';

const CodeEditor = lazy(() => import('../editor/code-editor.tsx'));

type Kind = 'identity' | 'resource' | 'permissions_boundary' | 'session' | 'service_control';

/** The policies beside the one that is read, as they are written, and who calls. */
export type OtherTexts = Readonly<Partial<Record<Kind | 'principal', string>>>;

const KINDS: readonly (readonly [Kind, string])[] = [
  ['identity', 'Identity policy'],
  ['service_control', 'Service control policy'],
  ['resource', 'Bucket policy'],
  ['permissions_boundary', 'Permissions boundary'],
  ['session', 'Session policy'],
];

/** All that decides about a call, as the server takes it. */
export function policiesOf(
  kind: 'identity' | 'resource',
  policy: string,
  others: OtherTexts,
): PoliciesOfCall {
  const texts: OtherTexts = { ...others, [kind]: policy };
  const { identity, resource, permissions_boundary, session, service_control, principal } = texts;
  return {
    identityPolicies: identity === undefined ? [] : [identity],
    bucketPolicy: resource,
    permissionsBoundary: permissions_boundary,
    sessionPolicy: session,
    serviceControlPolicies: service_control === undefined ? [] : [service_control],
    principal: principal || undefined,
  };
}

interface OtherPoliciesProps {
  /** What the policy that is read is itself. */
  kind: Kind;
  texts: OtherTexts;
  onChange: (texts: OtherTexts) => void;
  shown?: ShownStatement;
}

/** Further policies that have a say in the call: each can be added, changed, and taken away again. */
export function OtherPolicies({ kind: own, texts, onChange, shown }: OtherPoliciesProps) {
  const others = KINDS.filter(([kind]) => kind !== own);
  const without = (name: Kind) => Object.fromEntries(Object.entries(texts).filter(([kind]) => kind !== name));
  return (
    <section className="policy" aria-label="Other policies">
      <h2>What else has a say</h2>
      <label className="field">
        Who calls
        <input
          value={texts.principal ?? ''}
          placeholder="Any user or role; or an ARN: arn:aws:iam::111122223333:user/bob"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange({ ...texts, principal: target.value })}
        />
      </label>
      <div className="actions">
        {others
          .filter(([kind]) => texts[kind] === undefined)
          .map(([kind, title]) => (
            <button
              key={kind}
              type="button"
              className="small"
              onClick={() => onChange({ ...texts, [kind]: pretty(beginningOf(kind)) })}
            >
              + {title}
            </button>
          ))}
      </div>
      {others
        .filter(([kind]) => texts[kind] !== undefined)
        .map(([kind, title]) => (
          <div key={kind} className="policy">
            <div className="actions">
              <strong>{title}</strong>
              <button type="button" className="small" onClick={() => onChange(without(kind))}>
                Take it away
              </button>
            </div>
            <Suspense fallback={<Loading what="the editor" />}>
              <CodeEditor
                label={title}
                value={texts[kind] ?? ''}
                onChange={(text) => onChange({ ...texts, [kind]: text })}
                mark={shown?.kind === kind ? shown : undefined}
              />
            </Suspense>
          </div>
        ))}
    </section>
  );
}

/** Something to change: what is everything but deletes is a boundary that can be seen to work. */
const beginningOf = (kind: Kind) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AllButDeletes',
      Effect: 'Allow',
      ...(kind === 'resource' ? { Principal: '*' } : {}),
      ...(kind === 'resource'
        ? { Action: 's3:GetObject', Resource: 'arn:aws:s3:::demo-media/*' }
        : { NotAction: 's3:Delete*', Resource: '*' }),
    },
  ],
});
