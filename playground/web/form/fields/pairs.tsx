import type { FieldProps } from '@rjsf/utils';
import { useState } from 'react';

type Pair = readonly [name: string, value: string];

/** Names and texts, such as tags: a line for each. */
export function PairsField({ formData, onChange, fieldPathId, schema }: FieldProps) {
  const [pairs, setPairs] = useState<readonly Pair[]>(() => pairsOf(formData));
  const given = JSON.stringify(formData ?? {});
  // The JSON view or a preset may have changed it; half-filled lines are only known here.
  const shown = JSON.stringify(valueOf(pairs) ?? {}) === given ? pairs : pairsOf(formData);
  const write = (next: readonly Pair[]) => {
    setPairs(next);
    onChange(valueOf(next), fieldPathId.path);
  };
  const replace = (at: number, pair: Pair) => write(shown.map((old, index) => (index === at ? pair : old)));
  const title = schema.title ?? 'entry';
  return (
    <div className="pairs" id={fieldPathId.$id} role="group" aria-label={title}>
      {shown.map(([name, value], index) => (
        <div className="pair" key={index}>
          <input
            aria-label={`${title}: name ${index + 1}`}
            placeholder="Name"
            value={name}
            onChange={({ target }) => replace(index, [target.value, value])}
          />
          <input
            aria-label={`${title}: value ${index + 1}`}
            placeholder="Value"
            value={value}
            onChange={({ target }) => replace(index, [name, target.value])}
          />
          <button
            type="button"
            className="plain"
            aria-label={`Remove ${name || 'the line'}`}
            onClick={() => write(shown.filter((_, other) => other !== index))}
          >
            ✕
          </button>
        </div>
      ))}
      <button type="button" className="small" onClick={() => setPairs([...shown, ['', '']])}>
        + Add
      </button>
    </div>
  );
}

const pairsOf = (value: unknown): Pair[] =>
  Object.entries((value ?? {}) as Record<string, unknown>).map(([name, text]) => [name, String(text)]);

/** No line with a name: the member is left out. */
function valueOf(pairs: readonly Pair[]): Record<string, string> | undefined {
  const named = pairs.filter(([name]) => name !== '');
  return named.length === 0 ? undefined : Object.fromEntries(named);
}
