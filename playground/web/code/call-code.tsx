import { useState } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';
import type { Call } from './call.ts';
import { LANGUAGES } from './languages.ts';

/** The same call elsewhere, to copy. Secrets are never in it. */
export function CallCode({ call }: { call: Call }) {
  const [chosen, setChosen] = useState('curl');
  const write = LANGUAGES.find(([name]) => name === chosen)?.[1];
  const text = write?.(call) ?? '';
  return (
    <section className="call-code" aria-label="The same call as code">
      <div className="code-line">
        <select aria-label="Language" value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {LANGUAGES.map(([name]) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <CopyButton text={text} />
      </div>
      <pre tabIndex={0} aria-label={`As ${chosen}`}>
        {text}
      </pre>
    </section>
  );
}
