import { useState } from 'react';
import type { OperationSummary } from '../api/types.ts';
import { hrefOf } from '../lib/route.ts';
import { Hint } from '../ui/hint.tsx';
import { Loading } from '../ui/states.tsx';
import { EFFECTS, isLookup, matching, useCatalogue } from './catalogue.tsx';

/** Every operation, by what it does to the data, with a search. */
export function OperationList({ chosen }: { chosen: string }) {
  const { data } = useCatalogue();
  const [search, setSearch] = useState('');
  const found = matching(data ?? [], search);
  const groups = [
    ...EFFECTS.map(
      (effect) => [effect, found.filter((one) => one.effect === effect && !isLookup(one))] as const,
    ),
    ['dropdowns', found.filter(isLookup)] as const,
  ];
  return (
    <nav className="operation-list" aria-label="Operations">
      <input
        type="search"
        aria-label="Search operations"
        placeholder="Search operations"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <Hint name="keys">
        <kbd>Ctrl K</kbd> finds everything, <kbd>Ctrl ↵</kbd> runs, wherever you are.
      </Hint>
      {!data && <Loading what="the operations" />}
      {data && found.length === 0 && <p className="quiet">No operation has these words.</p>}
      {groups
        .filter(([, operations]) => operations.length > 0)
        .map(([group, operations]) => (
          <Group key={group} group={group} operations={operations} chosen={chosen} />
        ))}
    </nav>
  );
}

interface GroupProps {
  group: string;
  operations: readonly OperationSummary[];
  chosen: string;
}

const Group = ({ group, operations, chosen }: GroupProps) => (
  <section aria-labelledby={`group-${group}`}>
    <h2 id={`group-${group}`} className={`group ${group}`}>
      {group}
    </h2>
    <ul>
      {operations.map(({ name, title, description }) => (
        <li key={name}>
          <a
            href={hrefOf(['operations', name])}
            aria-current={name === chosen ? 'page' : undefined}
            title={description}
          >
            {title}
          </a>
        </li>
      ))}
    </ul>
  </section>
);
