import { visibleKey } from '../lib/format.ts';
import { hrefOf } from '../lib/route.ts';

/** Where in the bucket one is, each step a link. */
export function Breadcrumbs({ bucket, prefix }: { bucket: string; prefix: string }) {
  const parts = prefix.split('/').slice(0, -1);
  const steps = parts.map((name, index) => ({ name, path: `${parts.slice(0, index + 1).join('/')}/` }));
  return (
    <nav aria-label="Folders" className="breadcrumbs">
      <h1>
        <a href={hrefOf(['buckets', bucket])}>{bucket}</a>
      </h1>
      {steps.map(({ name, path }) => (
        <span key={path}>
          <span aria-hidden="true"> / </span>
          <a href={hrefOf(['buckets', bucket], { prefix: path })}>{visibleKey(name) || '(no name)'}</a>
        </span>
      ))}
    </nav>
  );
}
