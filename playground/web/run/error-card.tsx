import { UNREACHABLE } from '../api/failure.ts';
import type { PolicyDocument } from '../api/demo-users.ts';
import type { ErrorFacts } from '../api/types.ts';
import { useChosenUser } from '../connections/context.tsx';
import { AttachButton, nameOf } from '../permissions/attach-button.tsx';
import { Refusal } from './refusal.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { pretty } from '../editor/json-editor.tsx';

/** Who acts next, by category. */
const WHO_ACTS: Readonly<Record<ErrorFacts['category'], string>> = {
  input: 'Whoever filled in this form',
  auth: 'The owner of the connection',
  region: 'Whoever chose the region',
  permission: 'Whoever administers the bucket or the IAM policies',
  not_found: 'Whoever filled in this form: something named there does not exist',
  conflict: 'Whoever filled in this form: it clashes with what is there',
  throttled: 'Nobody: wait a little and run it again',
  network: 'Whoever looks after the network between here and S3',
  service: 'Nobody here: S3 itself failed; run it again later',
  connector: 'Whoever maintains the connector',
};

interface ErrorCardProps {
  error: ErrorFacts;
  /** Sets the region of the input and runs again. */
  onRegion?: (region: string) => void;
  onRetry?: () => void;
}

/** An error in four parts, always in this order: what happened, who acts, how to fix it, details folded. */
export function ErrorCard({ error, onRegion, onRetry }: ErrorCardProps) {
  const { code, message, fix, category, details = {}, retryable } = error;
  const region = typeof details.region === 'string' ? details.region : undefined;
  const user = useChosenUser();
  const policy = details.identity_policy as PolicyDocument | undefined;
  const isMendable = category === 'permission' && user !== undefined && policy !== undefined;
  return (
    <section className="error-card" role="alert" aria-label="Error" tabIndex={-1}>
      <h2>{message}</h2>
      <dl>
        <dt>Who acts</dt>
        <dd>
          {code === UNREACHABLE.code ? 'You, where the server runs' : WHO_ACTS[category]}.
          {isMendable && ' In this sandbox, that is you.'}
        </dd>
        <dt>How to fix it</dt>
        <dd>
          {fix}
          {region !== undefined && onRegion && (
            <button type="button" className="small" onClick={() => onRegion(region)}>
              Use {region} and run
            </button>
          )}
          {isMendable && (
            <AttachButton
              primary
              document={policy}
              user={user}
              add
              label={`Let the ${nameOf(user)} do this${onRetry ? ', and run' : ''}`}
              onAttached={onRetry}
            />
          )}
          {retryable && onRetry && (
            <button type="button" className="small" onClick={onRetry}>
              Run again
            </button>
          )}
        </dd>
      </dl>
      <Refusal details={details} />
      <Details error={error} />
    </section>
  );
}

function Details({ error }: { error: ErrorFacts }) {
  const facts = [
    ['Code', error.code],
    ['Stage', error.stage],
    ['HTTP status', error.status],
    ['Request id', error.request_id],
    ['S3 says', error.details?.s3_message],
  ].filter((fact): fact is [string, string | number] => fact[1] !== undefined && fact[1] !== '');
  return (
    <details>
      <summary>Details</summary>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <CopyButton text={pretty(error)} label="Copy as JSON" />
    </details>
  );
}
