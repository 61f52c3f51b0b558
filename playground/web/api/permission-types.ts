import type { Connector } from '../../../connector/index.ts';

export type { TightenedPolicy } from '../../../connector/permissions/explanation/tightened.ts';
export type { TracedAction, TracedCall } from '../../../connector/permissions/trace.ts';

type Permissions = Connector['permissions'];

export type TableEntry = ReturnType<Permissions['table']>[number];
export type TableRow = TableEntry['rows'][number];
export type PolicyRequest = Parameters<Permissions['policy']>[0];
export type GeneratedPolicy = ReturnType<Permissions['policy']> & { formats: Record<string, string> };
export type PolicyExplanation = ReturnType<Permissions['explain']>;
export type CheckResult = ReturnType<Permissions['check']>;
