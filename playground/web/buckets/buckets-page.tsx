import { useCallback, useEffect, useRef } from 'react';
import { useConnections } from '../connections/context.tsx';
import { hrefOf, useRoute } from '../lib/route.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { ErrorCard } from '../run/error-card.tsx';
import { Empty, Loading } from '../ui/states.tsx';
import { listBuckets, type Bucket } from './actions.ts';
import { BucketView } from './bucket-view.tsx';

/** Buckets, their folders, and what is in them. */
export default function BucketsPage() {
  const { path, query } = useRoute();
  const [, bucket] = path;
  const { chosen } = useConnections();
  const load = useCallback(() => (chosen === '' ? Promise.resolve([]) : listBuckets(chosen)), [chosen]);
  const { data, error, loading } = useLoaded(load);
  const found = data?.find(({ name }) => name === bucket);
  return (
    <main className="buckets" id="main" data-open={bucket !== undefined}>
      <nav className="bucket-list" aria-label="Buckets">
        <h2 className="group">Buckets</h2>
        {error && <ErrorCard error={error} />}
        {!data && !error && <Loading what="the buckets" />}
        {data && <BucketLinks buckets={data} chosen={bucket} />}
        {data?.length === 0 && !loading && <Empty title="There is no bucket yet." />}
      </nav>
      {bucket === undefined ? (
        <div className="bucket-view">
          <Empty title="Choose a bucket">
            <p className="quiet">Its folders and objects appear here; drop files to upload them.</p>
          </Empty>
        </div>
      ) : (
        // Where a bucket is must be known before it is asked for what it holds.
        (data ?? error) && (
          <BucketView
            key={`${chosen} ${bucket}`}
            place={{ connection: chosen, bucket, region: found?.region }}
            prefix={query.get('prefix') ?? ''}
            openKey={query.get('key') ?? undefined}
          />
        )
      )}
    </main>
  );
}

function BucketLinks({ buckets, chosen }: { buckets: readonly Bucket[]; chosen?: string }) {
  const list = useRef<HTMLUListElement>(null);
  // On a phone the list is one line, which may be longer than the screen.
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <ul ref={list}>
      {buckets.map(({ name, region }) => (
        <li key={name}>
          <a href={hrefOf(['buckets', name])} aria-current={name === chosen ? 'page' : undefined}>
            {name}
            <small className="quiet">{region}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
