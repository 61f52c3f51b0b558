import { useCallback, useState } from 'react';
import { factsOf } from '../api/failure.ts';
import type { ErrorFacts } from '../api/types.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { listFolder, listWithDeleted, type Folder, type Place } from './actions.ts';

interface FolderState {
  folder?: Folder;
  error?: ErrorFacts;
  loading: boolean;
  reload: () => void;
  /** Fetches the next page, where there is one. */
  more?: () => Promise<void>;
}

/** A folder's content, page after page. */
export function useFolder(
  { connection, bucket, region }: Place,
  prefix: string,
  withDeleted: boolean,
): FolderState {
  const list = useCallback(
    (from?: Folder['next']) =>
      (withDeleted ? listWithDeleted : listFolder)({ connection, bucket, region }, prefix, from),
    [connection, bucket, region, prefix, withDeleted],
  );
  const first = useLoaded(useCallback(() => list(), [list]));
  const [further, setFurther] = useState<{ to?: Folder; folder?: Folder; error?: ErrorFacts }>({});
  const folder = further.to === first.data && further.folder ? further.folder : first.data;
  const next = folder?.next;
  const more = async () => {
    try {
      const page = await list(next);
      setFurther({ to: first.data, folder: joined(folder as Folder, page) });
    } catch (error) {
      setFurther({ to: first.data, folder, error: factsOf(error) });
    }
  };
  const { loading, reload } = first;
  return { folder, error: first.error ?? further.error, loading, reload, more: next && more };
}

const joined = (before: Folder, page: Folder): Folder => ({
  folders: [...new Set([...before.folders, ...page.folders])],
  objects: [...before.objects, ...page.objects],
  next: page.next,
});
