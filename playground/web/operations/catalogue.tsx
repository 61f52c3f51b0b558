import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { listOperations } from '../api/operations.ts';
import type { OperationSummary } from '../api/types.ts';
import { useLoaded, type Loaded } from '../lib/use-loaded.ts';

const Context = createContext<Loaded<OperationSummary[]>>({ loading: true, reload: () => undefined });

/** Every operation there is, by the list that the server gives. */
export const useCatalogue = () => useContext(Context);

export function CatalogueProvider({ children }: { children: ReactNode }) {
  const { data, error, loading, reload } = useLoaded(listOperations);
  const value = useMemo(() => ({ data, error, loading, reload }), [data, error, loading, reload]);
  return <Context value={value}>{children}</Context>;
}

/** The order of the list: what is harmless first. */
export const EFFECTS = ['read', 'write', 'delete'] as const;

/** Operations whose name, title or description has every word of the search in it. */
export function matching(operations: readonly OperationSummary[], search: string): OperationSummary[] {
  const words = search.toLowerCase().split(/\s+/);
  return operations.filter(({ name, title, description }) => {
    const text = `${name} ${title} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Dropdowns' choices come from operations too; whoever looks for something to do is shown the others first. */
export const isLookup = ({ name }: OperationSummary) => name.endsWith('_ddl');
