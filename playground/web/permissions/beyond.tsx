import type { PolicyExplanation } from '../api/permission-types.ts';
import { StatementLink, type ShownStatement } from './statement-link.tsx';
import { Tightened } from './tightened.tsx';

interface BeyondProps {
  policy: string;
  explanation: PolicyExplanation;
  onShow: (statement: ShownStatement) => void;
  onReplace: (policy: string) => void;
}

/** What a policy grants that no operation needs, and what could take its place. */
export const Beyond = ({ policy, explanation, onShow, onReplace }: BeyondProps) => (
  <>
    {explanation.findings.length === 0 ? (
      <p className="quiet">Nothing in it goes beyond what operations need.</p>
    ) : (
      <ul className="notes">
        {explanation.findings.map(({ statement, sid, message }) => (
          <li key={statement + message}>
            <StatementLink index={statement} sid={sid} onShow={onShow} />: {message}
          </li>
        ))}
      </ul>
    )}
    {explanation.kind === 'identity' && explanation.findings.length > 0 && (
      <Tightened policy={policy} onReplace={onReplace} />
    )}
  </>
);
