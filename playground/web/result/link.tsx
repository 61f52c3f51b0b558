import { CopyButton } from '../ui/copy-button.tsx';
import { Countdown } from './countdown.tsx';
import type { SignedLink } from './kinds.ts';

/** A signed URL: whoever has it may use it, until it expires. */
export function LinkCard({ link }: { link: SignedLink }) {
  const { url, method = 'GET', headers = {}, expires } = link;
  const lines = Object.entries(headers);
  return (
    <section className="link-card" aria-label="Signed link">
      <p>
        <strong>{method}</strong> <Countdown expires={expires} />
      </p>
      <p className="url">
        <code>{url}</code>
      </p>
      {lines.length > 0 && (
        <pre tabIndex={0} aria-label="Headers to send along">
          {lines.map(([name, value]) => `${name}: ${value}`).join('\n')}
        </pre>
      )}
      <CopyButton text={url} label="Copy link" />
      {method === 'GET' && lines.length === 0 && (
        <a className="button small" href={url} target="_blank" rel="noreferrer noopener">
          Open ↗
        </a>
      )}
    </section>
  );
}
