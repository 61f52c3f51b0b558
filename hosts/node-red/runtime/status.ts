import type { NodeRed, RedNode } from './red.ts';

const STEP_BYTES = 2 ** 20;

/** What is shown under a node while it runs and after. */
export interface Status {
  running(): void;
  progress(bytes: number, total?: number): void;
  done(): void;
  failed(code: string): void;
}

/** Progress is shown at every full percent, or at every mebibyte where the size is unknown: not at every chunk. */
export function createStatus(RED: NodeRed, node: RedNode): Status {
  let shown = '';
  const text = (key: string, values?: Record<string, unknown>) => RED._(`aws-s3.status.${key}`, values);
  return {
    running: () => node.status({ fill: 'blue', shape: 'dot', text: text('running') }),
    progress: (bytes, total) => {
      const progress = total
        ? text('percent', { percent: Math.floor((bytes / total) * 100) })
        : text('mebibytes', { mebibytes: Math.floor(bytes / STEP_BYTES) });
      if (progress === shown) return;
      shown = progress;
      node.status({ fill: 'blue', shape: 'ring', text: progress });
    },
    done: () => node.status({ fill: 'green', shape: 'dot', text: text('done') }),
    failed: (code) => node.status({ fill: 'red', shape: 'ring', text: code }),
  };
}
