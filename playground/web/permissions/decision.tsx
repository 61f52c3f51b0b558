import type { TracedAction, TracedCall } from '../api/permission-types.ts';
import { StatementLink, type ShownStatement } from './statement-link.tsx';

type Stage = TracedAction['stages'][number];

const WORDS = { allowed: '✓ allowed', denied: '✕ denied', unknown: '? depends' } as const;

const STAGES: Partial<Record<Stage['stage'], string>> = {
  explicit_deny: 'Explicit deny',
  service_control: 'Service control policies',
  resource: "Bucket's policy",
  identity: 'Identity policies',
  permissions_boundary: 'Permissions boundary',
  session: 'Session policy',
};

/** How a call is decided: its actions, and for each what every kind of policy says, in the order AWS asks them. */
export const Decision = ({
  result: { decision, actions, missing, notes },
  onShow,
}: {
  result: TracedCall;
  onShow: (statement: ShownStatement) => void;
}) => (
  <div className="policy">
    <p role="status">
      The call is <strong className={`allowed ${decision}`}>{WORDS[decision]}</strong>
    </p>
    {actions.map((action) => (
      <Action
        key={action.action + action.resource}
        action={action}
        wanting={missing.find((one) => one.action === action.action && one.resource === action.resource)}
        onShow={onShow}
      />
    ))}
    <ul className="notes quiet">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  </div>
);

interface ActionProps {
  action: TracedAction;
  /** What would have to allow it, if that is why it is denied. */
  wanting?: TracedCall['missing'][number];
  onShow: (statement: ShownStatement) => void;
}

function Action({ action: { action, resource, decision, stages }, wanting, onShow }: ActionProps) {
  const lacks = (stage: string) => wanting?.allow_in.some((kinds) => kinds.includes(stage)) === true;
  return (
    <section className="decision" aria-label={`${action} on ${resource}`}>
      <p>
        <strong className={`allowed ${decision}`}>{WORDS[decision]}</strong> <code>{action}</code> on{' '}
        <code>{resource}</code>
      </p>
      <ol>
        {stages.map((stage) => {
          const [mark, state] = markOf(stage, lacks(stage.stage));
          return (
            <li key={stage.stage} className={state}>
              <span aria-hidden="true" className="mark">
                {mark}
              </span>
              <span>{STAGES[stage.stage] ?? stage.stage}</span>
              <span>
                {wordsOf(stage, lacks(stage.stage))}{' '}
                {stage.statement && (
                  <StatementLink
                    kind={stage.statement.kind}
                    index={stage.statement.index}
                    sid={stage.statement.sid}
                    onShow={onShow}
                  />
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function markOf({ stage, outcome }: Stage, lacking: boolean): [string, string] {
  if (outcome === 'unknown') return ['?', 'open'];
  if (outcome === 'denies') return ['✕', 'stops'];
  if (stage === 'explicit_deny' || outcome === 'allows') return ['✓', 'passes'];
  return lacking ? ['✕', 'stops'] : ['–', 'aside'];
}

/** What a stage says, in a few words; the statement it rests on stands behind them. */
function wordsOf({ stage, outcome }: Stage, lacking: boolean): string {
  if (stage === 'explicit_deny')
    return (
      { denies: 'this denies it, which is final:', unknown: 'may deny it:' }[outcome as 'denies'] ?? 'none'
    );
  switch (outcome) {
    case 'allows':
      return 'allowed by';
    case 'unknown':
      return 'it depends on the context:';
    case 'absent':
      return lacking ? 'none is given, and one must allow it' : 'none is given';
    default:
      return lacking ? 'no statement allows it' : 'no statement allows it; none has to';
  }
}
