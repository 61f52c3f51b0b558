import { useState } from 'react';

/** More members than these are drawn when asked for: a list may have a hundred thousand. */
const AT_ONCE = 200;

interface TreeProps {
  name?: string;
  value: unknown;
  depth?: number;
}

/** A value as a tree: objects and lists unfold. */
export function Tree({ name, value, depth = 0 }: TreeProps) {
  if (typeof value === 'object' && value !== null) return <Branch name={name} value={value} depth={depth} />;
  return (
    <div className="tree-leaf">
      <Name name={name} />
      <span className={`tree-${value === null ? 'null' : typeof value}`}>{JSON.stringify(value)}</span>
    </div>
  );
}

/** What is folded is not drawn. */
function Branch({ name, value, depth }: { name?: string; value: object; depth: number }) {
  const entries = Object.entries(value);
  const [open, setOpen] = useState(depth < 2 && entries.length <= 50);
  const [shown, setShown] = useState(AT_ONCE);
  const more = Math.min(AT_ONCE, entries.length - shown);
  return (
    <details className="tree" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Name name={name} />
        <span className="quiet">{Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`}</span>
      </summary>
      {open &&
        entries
          .slice(0, shown)
          .map(([key, member]) => <Tree key={key} name={key} value={member} depth={depth + 1} />)}
      {open && more > 0 && (
        <button type="button" className="small" onClick={() => setShown(shown + AT_ONCE)}>
          Show {more} more
        </button>
      )}
    </details>
  );
}

const Name = ({ name }: { name?: string }) =>
  name !== undefined && <span className="tree-name">{name}: </span>;
