import type { Need } from '../api/operations.ts';
import { pretty } from '../editor/json-editor.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import type { Verdict } from './use-verdict.ts';

interface NeedsProps {
  needs?: readonly Need[];
  /** Of a user whose policy is known: what of it the policy does not allow. */
  verdict?: Verdict;
}

/** What exactly this input needs, as it is filled in; red where the user's policy does not allow it. */
export function Needs({ needs, verdict }: NeedsProps) {
  if (needs === undefined)
    return <p className="needs quiet">What it needs appears as the form is filled in.</p>;
  const lacking = needs.filter((need) => verdict?.lacks(need));
  if (verdict && lacking.length > 0) return <Lacking needs={lacking} user={verdict.user} />;
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

/** What is missing, and unfolded the statements that would give it. */
function Lacking({ needs, user }: { needs: readonly Need[]; user: string }) {
  const [first, ...others] = needs;
  if (first === undefined) return null;
  const resources = [...new Set(needs.map(({ resource }) => resource))];
  const statements = resources.map((Resource) => ({
    Effect: 'Allow',
    Action: needs.filter(({ resource }) => resource === Resource).map(({ action }) => action),
    Resource,
  }));
  const text = statements.map(pretty).join(',\n');
  return (
    <details className="needs lacking">
      <summary>
        ✕ The {user}&rsquo;s policy lacks <NeedText need={first} />
        {others.length > 0 && ` and ${others.length} more`}
      </summary>
      <pre tabIndex={0} aria-label="Missing statement">
        {text}
      </pre>
      <CopyButton text={text} label="Copy statement" />
    </details>
  );
}

const NeedText = ({ need: { action, resource, if_data } }: { need: Need }) => (
  <>
    <code>{action}</code> on <code>{resource}</code>
    {if_data !== undefined && <em className="quiet"> if {if_data}</em>}
  </>
);
