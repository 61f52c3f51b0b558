/** A value as a tree: objects and lists unfold. */
export function Tree({ name, value, depth = 0 }: { name?: string; value: unknown; depth?: number }) {
  const label = name !== undefined && <span className="tree-name">{name}: </span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <div className="tree-leaf">
        {label}
        <span className={`tree-${value === null ? 'null' : typeof value}`}>{JSON.stringify(value)}</span>
      </div>
    );
  }
  const entries = Object.entries(value);
  const count = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  return (
    <details className="tree" open={depth < 2 && entries.length <= 50}>
      <summary>
        {label}
        <span className="quiet">{count}</span>
      </summary>
      {entries.map(([key, member]) => (
        <Tree key={key} name={key} value={member} depth={depth + 1} />
      ))}
    </details>
  );
}
