import { Component, type ReactNode } from 'react';
import { UNREACHABLE, factsOf } from '../api/failure.ts';
import type { ErrorFacts } from '../api/types.ts';
import { Failed } from './states.tsx';

interface State {
  error?: ErrorFacts;
}

/**
 * Shows what went wrong in the place of what it holds, where React would show an empty page. Most likely a part of the
 * page could not be fetched, because the server is gone; the browser remembers that until the page is loaded anew.
 */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    const isMissingPart = error instanceof TypeError && /import|module|fetch/i.test(error.message);
    return { error: isMissingPart ? UNREACHABLE : factsOf(error) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <main className="page" id="main">
        <Failed error={error} onRetry={() => location.reload()} />
      </main>
    );
  }
}
