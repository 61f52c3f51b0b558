import { useCallback, useEffect, useMemo, useState } from 'react';
import { factsOf } from '../api/failure.ts';
import type { GeneratedPolicy, PolicyRequest } from '../api/permission-types.ts';
import { makePolicy, permissionTable } from '../api/permissions.ts';
import type { ErrorFacts } from '../api/types.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { Empty, Failed, Loading } from '../ui/states.tsx';
import { OperationPicker, type Selection } from './operation-picker.tsx';
import { PolicyView } from './policy-view.tsx';
import { DEFAULT_SCOPE, ScopeForm, type ScopeFields } from './scope-form.tsx';

/** After a pause in typing of so many milliseconds the policy is made anew. */
const PAUSE = 200;

/** Tick operations, choose where, watch the least privilege appear. */
export function Build() {
  const { data: table, error } = useLoaded(permissionTable);
  const [selection, setSelection] = useState<Selection>({});
  const [scope, setScope] = useState<ScopeFields>(DEFAULT_SCOPE);
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
        {made.policy && <PolicyView policy={made.policy} table={table} selection={selection} />}
      </section>
    </div>
  );
}

function requestOf(selection: Selection, fields: ScopeFields): PolicyRequest {
  const { bucket, prefix, sourceBucket, kind, principal, partition } = fields;
  const calls = Object.entries(selection).map(([operation, include]) => ({
    operation,
    scope: {
      bucket: bucket || undefined,
      prefix: prefix || undefined,
      ...(sourceBucket ? { source: { bucket: sourceBucket } } : {}),
      include,
    },
  }));
  return { calls, kind, partition, ...(kind === 'bucket' ? { principal: principal || '*' } : {}) };
}

interface Made {
  policy?: GeneratedPolicy;
  error?: ErrorFacts;
}

function usePolicy(request: PolicyRequest): Made {
  const [made, setMade] = useState<Made>({});
  const make = useCallback(
    (signal: AbortSignal) =>
      makePolicy(request, signal).then(
        (policy) => setMade({ policy }),
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
