import type { Schema, Values } from '../api/types.ts';
import { plainFacts } from './kinds.ts';
import { Value } from './value.tsx';

/** The single values of an output, by their titles. */
export function Facts({ output, schema }: { output: Values; schema: Schema }) {
  const facts = plainFacts(output, schema);
  if (facts.length === 0) return null;
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{schema.properties?.[name]?.title ?? name}</dt>
          <dd>
            <Value value={value} schema={schema.properties?.[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
