import type { TracedAction } from '../api/permission-types.ts';

/** A statement of one of the policies on show. */
export interface ShownStatement {
  kind: StatementReference['kind'];
  statement: number;
}

export type StatementReference = NonNullable<TracedAction['statement']>;

interface StatementLinkProps {
  kind?: ShownStatement['kind'];
  /** Its place, from 0. */
  index: number;
  sid?: string;
  onShow: (statement: ShownStatement) => void;
}

/** A statement by its name or its number; pressed, it is marked in the policy's text. */
export const StatementLink = ({ kind = 'identity', index, sid, onShow }: StatementLinkProps) => (
  <button
    type="button"
    className="link"
    title="Show it in the policy"
    onClick={() => onShow({ kind, statement: index })}
  >
    {sid ? sid : `Statement ${index + 1}`}
  </button>
);
