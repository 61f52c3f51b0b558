import type { ReactNode } from 'react';
import type { ErrorFacts } from '../api/types.ts';

/** While something is on its way. */
export const Loading = ({ what }: { what: string }) => (
  <p className="quiet loading" role="status">
    Loading {what}…
  </p>
);

/** Where there is nothing: what could be here, and how. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="empty">
    <p>
      <strong>{title}</strong>
    </p>
    {children}
  </div>
);

/** Something could not be loaded. */
export const Failed = ({ error, onRetry }: { error: ErrorFacts; onRetry?: () => void }) => (
  <div className="notice error" role="alert">
    <p>
      <strong>{error.message}</strong> {error.fix}
    </p>
    {onRetry && (
      <button type="button" className="small" onClick={onRetry}>
        Try again
      </button>
    )}
  </div>
);
