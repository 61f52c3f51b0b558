import { useEffect } from 'react';
import { hrefOf } from '../lib/route.ts';
import { useCatalogue } from './catalogue.tsx';
import { TOUR, type Stop } from './tour.ts';

/** The first thing a visitor sees: what this is, and runs that succeed. */
export function Welcome() {
  const { data = [] } = useCatalogue();
  // Whatever is chosen next has a form: it is fetched while the visitor reads.
  useEffect(() => void import('../form/form.tsx'), []);
  const stops = TOUR.filter(({ operation }) => data.some(({ name }) => name === operation));
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
          Press Run
          <span className="keys">
            , or <kbd>Ctrl</kbd> <kbd>↵</kbd>
          </span>
          . Six stages light up; the one that fails says why.
        </li>
        <li>Take the same call with you: as curl, s3c, TypeScript, a Tray step or an n8n node.</li>
      </ol>
      <h2>Start with</h2>
      <ul className="cards">
        {stops.map((stop) => (
          <Card key={stop.title} stop={stop} />
        ))}
        <li>
          <a href={hrefOf(['buckets'])}>
            <strong>Browse the buckets</strong>
            <span>Folders, versions, uploads by drag and drop.</span>
          </a>
        </li>
        <li>
          <a href={hrefOf(['permissions'])}>
            <strong>Make a policy</strong>
            <span>Tick what a workflow does: the least that it needs appears, to copy.</span>
          </a>
        </li>
      </ul>
    </section>
  );
}

const Card = ({ stop: { title, text, operation, input, connection } }: { stop: Stop }) => (
  <li>
    <a href={hrefOf(['operations', operation], { input: JSON.stringify(input), connection })}>
      <strong>{title}</strong>
      <span>{text}</span>
    </a>
  </li>
);
