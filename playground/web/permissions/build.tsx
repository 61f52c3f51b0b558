import { useCallback, useEffect, useMemo, useState } from 'react';
import { factsOf } from '../api/failure.ts';
import type { GeneratedPolicy, PolicyRequest } from '../api/permission-types.ts';
import { makePolicy, permissionTable, policyAsPage } from '../api/permissions.ts';
import type { ErrorFacts } from '../api/types.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Empty, Failed, Loading } from '../ui/states.tsx';
import { OperationPicker, type Selection } from './operation-picker.tsx';
import { PolicyView } from './policy-view.tsx';
import { DEFAULT_SCOPE, ScopeForm, type ScopeFields } from './scope-form.tsx';

/** After a pause in typing of so many milliseconds the policy is made anew. */
const PAUSE = 200;

/**
 * Tick operations, choose where, watch the least privilege appear.
 * @param given from the address: `operations` to begin with, `bucket` and `prefix`
 */
export function Build({ given }: { given: URLSearchParams }) {
  const { data: table, error } = useLoaded(permissionTable);
  const [selection, setSelection] = useState<Selection>(() => selectionIn(given));
  const [scope, setScope] = useState<ScopeFields>(() => ({
    ...DEFAULT_SCOPE,
    bucket: given.get('bucket') ?? DEFAULT_SCOPE.bucket,
    prefix: given.get('prefix') ?? '',
  }));
  const request = useMemo(() => requestOf(selection, scope), [selection, scope]);
  const made = usePolicy(request);
  if (error) return <Failed error={error} />;
  if (!table) return <Loading what="the table" />;
  return (
    <div className="builder">
      <OperationPicker table={table} selection={selection} onChange={setSelection} />
      <ScopeForm scope={scope} onChange={setScope} />
      <section aria-label="Policy" className="policy">
        {Object.keys(selection).length === 0 && (
          <Empty title="Tick what shall be allowed.">
            <p className="quiet">The least privilege for it appears here, and nothing more.</p>
          </Empty>
        )}
        {made.error && <Failed error={made.error} />}
        {made.policy && (
          <PolicyView policy={made.policy} page={made.page ?? ''} table={table} selection={selection} />
        )}
      </section>
    </div>
  );
}

const selectionIn = (given: URLSearchParams): Selection =>
  Object.fromEntries(
    (given.get('operations') ?? '').split(',').flatMap((name) => (name ? [[name, []]] : [])),
  );

function requestOf(selection: Selection, fields: ScopeFields): PolicyRequest {
  const { bucket, prefix, sourceBucket, policyOf, kind, principal, partition, account } = fields;
  const calls = Object.entries(selection).map(([operation, include]) => ({
    operation,
    scope: {
      bucket: bucket || undefined,
      prefix: prefix || undefined,
      ...(sourceBucket ? { source: { bucket: sourceBucket } } : {}),
      include,
    },
  }));
  return {
    calls,
    kind,
    partition,
    account: account || undefined,
    ...(kind === 'bucket' ? { principal: principal || '*' } : {}),
    ...(kind === 'bucket' && sourceBucket ? { bucket: fields[policyOf] } : {}),
  };
}

interface Made {
  policy?: GeneratedPolicy;
  /** The same as Markdown. */
  page?: string;
  error?: ErrorFacts;
}

function usePolicy(request: PolicyRequest): Made {
  const [made, setMade] = useState<Made>({});
  const make = useCallback(
    (signal: AbortSignal) =>
      Promise.all([makePolicy(request, signal), policyAsPage(request, signal)]).then(
        ([policy, page]) => setMade({ policy, page }),
        (error: unknown) => {
          if (!signal.aborted) setMade({ error: factsOf(error) });
        },
      ),
    [request],
  );
  useEffect(() => {
    if (request.calls.length === 0) return setMade({});
    const controller = new AbortController();
    const timer = setTimeout(() => void make(controller.signal), PAUSE);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [request, make]);
  return made;
}
