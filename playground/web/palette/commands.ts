import { hrefOf } from '../lib/route.ts';
import { useCatalogue } from '../operations/catalogue.tsx';

export interface Command {
  title: string;
  hint: string;
  href: string;
}

const PAGES: Command[] = [
  { title: 'Operations', hint: 'page', href: hrefOf(['operations']) },
  { title: 'Buckets', hint: 'page', href: hrefOf(['buckets']) },
  { title: 'Build a policy', hint: 'permissions', href: hrefOf(['permissions', 'build']) },
  { title: 'Read a policy', hint: 'permissions', href: hrefOf(['permissions', 'read']) },
  { title: 'Permission table', hint: 'permissions', href: hrefOf(['permissions', 'table']) },
  { title: 'History', hint: 'page', href: hrefOf(['history']) },
];

/** Where one can go: the pages, and every operation. */
export function useCommands(): Command[] {
  const { data = [] } = useCatalogue();
  const operations = data.map(({ name, title, effect }) => ({
    title,
    hint: `${effect} · ${name}`,
    href: hrefOf(['operations', name]),
  }));
  return [...operations, ...PAGES];
}
