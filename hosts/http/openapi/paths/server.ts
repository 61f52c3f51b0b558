import { answers, json, objectOf, OPEN, TEXT } from '../parts.ts';
import type { Paths } from './index.ts';

const FLAG = { type: 'boolean' };
const HEALTH = json(objectOf({ live: FLAG, ready: FLAG }));

/** For whoever looks after the server. */
export const SERVER_PATHS: Paths = {
  '/health': {
    get: {
      operationId: 'get_health',
      summary: 'Whether it takes requests',
      ...OPEN,
      responses: {
        ...answers(200, 'It does.', HEALTH),
        503: { description: 'It is about to stop.', content: HEALTH },
      },
    },
  },
  '/health/live': {
    get: {
      operationId: 'get_liveness',
      summary: 'Whether it answers at all',
      ...OPEN,
      responses: answers(200, 'It does.', json(objectOf({ live: FLAG }))),
    },
  },
  '/metrics': {
    get: {
      operationId: 'get_metrics',
      summary: 'Runs, durations, bytes and limits, for Prometheus',
      responses: answers(200, 'The metrics.', { 'text/plain': { schema: TEXT } }),
    },
  },
};
