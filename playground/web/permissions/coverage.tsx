import type { PolicyExplanation } from '../api/permission-types.ts';
import { hrefOf } from '../lib/route.ts';
import { conditionOf } from './words.ts';

const WORDS = { full: '✓ in full', part: '◐ in part', none: '✕ no' } as const;

/** Each operation: whether the policy allows it, where, and what is missing. */
export const Coverage = ({ operations }: Pick<PolicyExplanation, 'operations'>) => (
  <div className="table-box" tabIndex={0} role="region" aria-label="Operations under this policy">
    <table>
      <thead>
        <tr>
          <th scope="col">Operation</th>
          <th scope="col">Allowed</th>
          <th scope="col">Missing</th>
        </tr>
      </thead>
      <tbody>
        {operations.map(({ operation, allowed, where, missing }) => (
          <tr key={operation}>
            <td>
              <a href={hrefOf(['operations', operation])}>{operation}</a>
            </td>
            <td className={`allowed ${allowed}`}>
              {WORDS[allowed]} {where !== undefined && <small className="quiet">on {where}</small>}
            </td>
            <td className="wrap" title={missing.map((row) => `${row.action} ${conditionOf(row)}`).join('\n')}>
              {missing.map(({ action }) => action).join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
