import { useCallback, useMemo, useState } from 'react';
import { describeOperation } from '../api/operations.ts';
import { traceCall } from '../api/permissions.ts';
import type { Values } from '../api/types.ts';
import { JsonEditor } from '../editor/json-editor.tsx';
import { useLoaded } from '../lib/use-loaded.ts';
import { isLookup, useCatalogue } from '../operations/catalogue.tsx';
import { Failed } from '../ui/states.tsx';
import { Decision } from './decision.tsx';
import { OtherPolicies, policiesOf, type OtherTexts } from './other-policies.tsx';
import type { ShownStatement } from './statement-link.tsx';

interface OneCallProps {
  policy: string;
  /** What the policy is: the caller's, or the bucket's. */
  kind: 'identity' | 'resource';
  shown?: ShownStatement;
  onShow: (statement: ShownStatement) => void;
}

/** One call, decided step by step: each action, each kind of policy that has a say, the statement that decides. */
export function OneCall({ policy, kind, shown, onShow }: OneCallProps) {
  const { data: operations = [] } = useCatalogue();
  const choices = operations.filter((operation) => !isLookup(operation) && !operation.local);
  const [wanted, setWanted] = useState('get_object');
  const [others, setOthers] = useState<OtherTexts>({});
  const chosen = choices.some(({ name }) => name === wanted) ? wanted : (choices[0]?.name ?? '');
  const load = useCallback(
    () => (chosen === '' ? Promise.resolve(undefined) : describeOperation(chosen)),
    [chosen],
  );
  const { data: operation } = useLoaded(load);
  return (
    <section aria-label="One call" className="policy one-call">
      <select aria-label="Operation" value={chosen} onChange={({ target }) => setWanted(target.value)}>
        {choices.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      {operation?.name === chosen && (
        <Steps
          key={chosen}
          operation={chosen}
          example={operation.examples[0]?.input as Values}
          policy={policy}
          kind={kind}
          others={others}
          onShow={onShow}
        />
      )}
      <OtherPolicies kind={kind} texts={others} onChange={setOthers} shown={shown} />
    </section>
  );
}

interface StepsProps extends Pick<OneCallProps, 'policy' | 'kind' | 'onShow'> {
  operation: string;
  example: Values;
  others: OtherTexts;
}

function Steps({ operation, example, policy, kind, others, onShow }: StepsProps) {
  const [input, setInput] = useState(example);
  const policies = useMemo(() => policiesOf(kind, policy, others), [kind, policy, others]);
  const load = useCallback(
    (signal: AbortSignal) => traceCall(operation, input, policies, signal),
    [operation, input, policies],
  );
  const { data, error } = useLoaded(load, { keep: true });
  return (
    <>
      <JsonEditor label="Input of the call" value={input} onChange={setInput} />
      {error && <Failed error={error} />}
      {data && !error && <Decision result={data} onShow={onShow} />}
    </>
  );
}
