import type { Need } from '../api/operations.ts';

/** What exactly this input needs, as it is filled in. */
export function Needs({ needs }: { needs?: readonly Need[] }) {
  if (needs === undefined)
    return <p className="needs quiet">What it needs appears as the form is filled in.</p>;
  const [first, ...others] = needs;
  if (first === undefined) return <p className="needs quiet">Needs no permission.</p>;
  if (others.length === 0)
    return (
      <p className="needs">
        Needs <NeedText need={first} />
      </p>
    );
  return (
    <details className="needs">
      <summary>
        Needs <NeedText need={first} /> and {others.length} more
      </summary>
      <ul>
        {others.map((need) => (
          <li key={need.action + need.resource}>
            <NeedText need={need} />
          </li>
        ))}
      </ul>
    </details>
  );
}

const NeedText = ({ need: { action, resource, if_data } }: { need: Need }) => (
  <>
    <code>{action}</code> on <code>{resource}</code>
    {if_data !== undefined && <em className="quiet"> if {if_data}</em>}
  </>
);
