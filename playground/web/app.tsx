import { Suspense, lazy } from 'react';
import { ConnectionsProvider } from './connections/context.tsx';
import { Frame } from './frame.tsx';
import { HistoryPage } from './history/history-page.tsx';
import { useRoute } from './lib/route.ts';
import { CatalogueProvider } from './operations/catalogue.tsx';
import { OperationsPage } from './operations/operations-page.tsx';
import { Loading } from './ui/states.tsx';

const BucketsPage = lazy(() => import('./buckets/buckets-page.tsx'));
const PermissionsPage = lazy(() => import('./permissions/permissions-page.tsx'));

/** The page. */
export const App = () => (
  <CatalogueProvider>
    <ConnectionsProvider>
      <Frame />
      <Suspense fallback={<Loading what="the page" />}>
        <Place />
      </Suspense>
    </ConnectionsProvider>
  </CatalogueProvider>
);

function Place() {
  const [place] = useRoute().path;
  if (place === 'buckets') return <BucketsPage />;
  if (place === 'permissions') return <PermissionsPage />;
  if (place === 'history') return <HistoryPage />;
  return <OperationsPage />;
}
