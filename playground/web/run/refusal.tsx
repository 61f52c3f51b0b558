import type { PolicyDocument } from '../api/demo-users.ts';
import { pretty } from '../editor/json-editor.tsx';
import { hrefOf } from '../lib/route.ts';
import { CopyButton } from '../ui/copy-button.tsx';

interface Needed {
  action: string;
  resource: string;
  if_data?: string;
}

/** What a refused call needed, where to look, and the policy that gives exactly that. */
export function Refusal({ details }: { details: Record<string, unknown> }) {
  const needed = (details.needed ?? []) as Needed[];
  const checklist = (details.checklist ?? []) as string[];
  const policy = details.identity_policy as PolicyDocument | undefined;
  if (needed.length === 0) return null;
  return (
    <div className="needed">
      <h3>This call needed</h3>
      <ul className="notes">
        {needed.map(({ action, resource, if_data }) => (
          <li key={action + resource}>
            <code>{action}</code> on <code>{resource}</code>
            {if_data !== undefined && <em className="quiet"> if {if_data}</em>}
          </li>
        ))}
      </ul>
      {policy && <Policy policy={policy} />}
      {checklist.length > 0 && <h3>Where to look</h3>}
      <ol className="notes">
        {checklist.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}

const Policy = ({ policy }: { policy: PolicyDocument }) => (
  <>
    <h3>Policy that allows it</h3>
    <pre tabIndex={0} aria-label="Policy that allows it">
      {pretty(policy)}
    </pre>
    <div className="actions">
      <CopyButton text={pretty(policy)} label="Copy policy" />
      <a className="button small" href={hrefOf(['permissions', 'read'], { policy: JSON.stringify(policy) })}>
        Open in Permissions
      </a>
    </div>
  </>
);
