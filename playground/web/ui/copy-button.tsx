import { useCopy } from '../lib/clipboard.ts';

/** Copies a text. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [copied, copy] = useCopy();
  return (
    <button type="button" className="small" onClick={() => copy(text)}>
      {label}
      <span role="status" className="copied">
        {copied ? '✓' : ''}
      </span>
    </button>
  );
}
