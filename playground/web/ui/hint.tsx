import { useState, type ReactNode } from 'react';
import { recall, remember } from '../lib/storage.ts';

/** Something to know on the first visits, until it is sent away. */
export function Hint({ name, children }: { name: string; children: ReactNode }) {
  const [gone, setGone] = useState(() => recall(`hint ${name}`, false));
  if (gone) return null;
  const dismiss = () => {
    remember(`hint ${name}`, true);
    setGone(true);
  };
  return (
    <aside className="hint" aria-label="Hint">
      <p>{children}</p>
      <button type="button" className="small" onClick={dismiss}>
        Got it
      </button>
    </aside>
  );
}
