import type { PolicyExplanation } from '../api/permission-types.ts';
import { hrefOf } from '../lib/route.ts';
import { useCatalogue } from '../operations/catalogue.tsx';
import { StatementLink, type ShownStatement } from './statement-link.tsx';
import { conditionOf } from './words.ts';

const WORDS = { full: '✓ in full', part: '◐ in part', none: '✕ no' } as const;

interface CoverageProps extends Pick<PolicyExplanation, 'operations'> {
  /** The names of the policy's statements, where they have one. */
  sids: readonly (string | undefined)[];
  onShow: (statement: ShownStatement) => void;
}

/** Each operation: whether the policy allows it, where, by which statements, and what is missing. */
export function Coverage({ operations, sids, onShow }: CoverageProps) {
  const { data = [] } = useCatalogue();
  const titleOf = (name: string) => data.find((one) => one.name === name)?.title ?? name;
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label="Operations under this policy">
      <table>
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col">Allowed</th>
            <th scope="col">By</th>
            <th scope="col">Missing</th>
          </tr>
        </thead>
        <tbody>
          {operations.map(({ operation, allowed, where, statements, missing }) => (
            <tr key={operation}>
              <td>
                <a href={hrefOf(['operations', operation])}>{titleOf(operation)}</a>
              </td>
              <td className={`allowed ${allowed}`}>
                {WORDS[allowed]} {where !== undefined && <small className="quiet">{placeOf(where)}</small>}
              </td>
              <td className="wrap">
                {statements.map((index) => (
                  <StatementLink key={index} index={index} sid={sids[index]} onShow={onShow} />
                ))}
              </td>
              <td
                className="wrap"
                title={missing.map((row) => `${row.action} ${conditionOf(row)}`).join('\n')}
              >
                {missing.map(({ action }) => action).join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const placeOf = (where: string) => (where === '*/*' ? 'everywhere' : `on ${where}`);
