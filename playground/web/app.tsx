import { Suspense, lazy } from 'react';
import type { ErrorFacts } from './api/types.ts';
import { ConnectionsProvider } from './connections/context.tsx';
import { Frame } from './frame.tsx';
import { HistoryPage } from './history/history-page.tsx';
import { useRoute } from './lib/route.ts';
import { CatalogueProvider, useCatalogue } from './operations/catalogue.tsx';
import { OperationsPage } from './operations/operations-page.tsx';
import { Boundary } from './ui/boundary.tsx';
import { Failed, Loading } from './ui/states.tsx';

const BucketsPage = lazy(() => import('./buckets/buckets-page.tsx'));
const PermissionsPage = lazy(() => import('./permissions/permissions-page.tsx'));

/** The page. */
export const App = () => (
  <CatalogueProvider>
    <ConnectionsProvider>
      <Frame />
      <Place />
    </ConnectionsProvider>
  </CatalogueProvider>
);

function Place() {
  const [place] = useRoute().path;
  return (
    <Boundary key={place}>
      <Suspense fallback={<Loading what="the page" />}>
        <Content place={place} />
      </Suspense>
    </Boundary>
  );
}

function Content({ place }: { place?: string }) {
  const { error, reload } = useCatalogue();
  if (error) return <Closed error={error} onRetry={reload} />;
  if (place === 'buckets') return <BucketsPage />;
  if (place === 'permissions') return <PermissionsPage />;
  if (place === 'history') return <HistoryPage />;
  return <OperationsPage />;
}

/** Without a token, or without its server, the page can do nothing but say so. */
const Closed = ({ error, onRetry }: { error: ErrorFacts; onRetry: () => void }) => (
  <main className="page closed" id="main">
    <h1>The page is not connected</h1>
    <Failed error={error} onRetry={onRetry} />
  </main>
);
