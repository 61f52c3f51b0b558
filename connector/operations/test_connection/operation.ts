import { defineOperation } from '../../define.ts';
import { probePermissions, reachPermissions, simulatorPermission } from '../../shared/access/rows.ts';
import { testAccess } from '../../shared/access/test-access.ts';
import { whoSigns } from '../../shared/access/identity.ts';
import { reach } from '../../shared/access/reach.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'test_connection',
  title: 'Test Connection',
  description:
    'Tells who the connection is, whether it reaches S3, and which operations will work with it. It needs no permission, and never writes.',
  documentation: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
  effect: 'read',
  idempotent: true,
  permissions: [
    ...reachPermissions,
    { ...simulatorPermission, if_data: "IAM's simulator is to tell which operations work" },
    ...probePermissions,
  ],
  perform: async (context, input) => {
    const { region, endpoint } = context.client;
    const { milliseconds, decision, permission } = await reach(context, input);
    const { identity, principal, note } = await whoSigns(context);
    const access = await testAccess(context, { ...input, principal: input.principal ?? principal });
    return {
      identity,
      s3: { region, endpoint, milliseconds, answer: ANSWERS[decision] },
      source: input.method,
      operations: access.judgements.map(({ operation, decision, missing, notes }) => ({
        operation,
        outcome: OUTCOMES[decision],
        missing,
        notes,
      })),
      missing: [...(decision === 'denied' ? [permission] : []), ...access.missing],
      notes: [...(note === undefined ? [] : [note]), ...access.notes],
    };
  },
});

const ANSWERS = { allowed: 'granted', denied: 'refused', unknown: 'unclear' } as const;
const OUTCOMES = { allowed: 'works', denied: 'refused', unknown: 'unknown' } as const;
