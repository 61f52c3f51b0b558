import { hrefOf } from '../lib/route.ts';
import { isLookup, useCatalogue } from './catalogue.tsx';

/** The first thing a visitor sees: what this is, and runs that succeed. */
export function Welcome() {
  const { data = [] } = useCatalogue();
  const harmless = data.filter((operation) => operation.effect === 'read' && !isLookup(operation));
  const tries = [...harmless.slice(0, 3), ...data.filter(({ effect }) => effect === 'write').slice(-1)];
  return (
    <section className="welcome" aria-label="Welcome">
      <h1>Try every operation, without an account</h1>
      <p>
        Behind this page runs a sandbox: an S3 of its own with demo data, on this machine only. What you do
        there costs nothing and is gone when the server ends.
      </p>
      <ol className="steps">
        <li>Choose an operation. Its form is filled in with an example.</li>
        <li>
          Press Run, or <kbd>Ctrl</kbd> <kbd>↵</kbd>. Six stages light up; the one that fails says why.
        </li>
        <li>Take the same call with you: as curl, s3c, TypeScript, a Tray step or an n8n node.</li>
      </ol>
      <h2>Start with</h2>
      <ul className="cards">
        {tries.map(({ name, title, description }) => (
          <li key={name}>
            <a href={hrefOf(['operations', name])}>
              <strong>{title}</strong>
              <span>{description}</span>
            </a>
          </li>
        ))}
        <li>
          <a href={hrefOf(['buckets'])}>
            <strong>Browse the buckets</strong>
            <span>Folders, versions, uploads by drag and drop.</span>
          </a>
        </li>
      </ul>
    </section>
  );
}
