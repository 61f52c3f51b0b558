import type { Policy, Statement } from '../../../src/permissions/index.ts';
import { actionsMatching, kindsOf, touchesBuckets } from './actions.ts';

/** Something about a statement that whoever attaches the policy should know. */
export interface Finding {
  code:
    | 'public_principal'
    | 'all_but'
    | 'wildcard_action'
    | 'unused_action'
    | 'every_bucket'
    | 'never_matches';
  /** The statement's place, from 0, and its name. */
  statement: number;
  sid?: string;
  message: string;
}

/** How many actions a message spells out. */
const MOST_NAMED = 6;

type Found = Omit<Finding, 'statement' | 'sid'>;

/** What a policy grants beyond any operation, or to everyone, and what in it never takes effect. */
export function findingsOf({ statements }: Policy): Finding[] {
  const allowing = statements.filter(({ effect }) => effect === 'Allow');
  return allowing.flatMap((statement) =>
    [...ofPrincipals(statement), ...ofActions(statement), ...ofResources(statement)].map((found) => ({
      ...found,
      statement: statement.index,
      ...(statement.sid === undefined ? {} : { sid: statement.sid }),
    })),
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
function ofPrincipals({ principals, conditions }: Statement): Found[] {
  if (principals?.values.some(({ value }) => value === '*') !== true) return [];
  const message =
    conditions.length === 0
      ? 'Everyone on the internet is allowed this. Block Public Access refuses such a policy until it is switched off.'
      : `Everyone is allowed this who meets the condition on ${conditions.map(({ key }) => key).join(', ')}.`;
  return [{ code: 'public_principal', message }];
}

function ofActions({ actions }: Statement): Found[] {
  if (actions.negated) {
    const message = `Every action of every service is allowed but ${actions.values.join(', ')}.`;
    return [{ code: 'all_but', message }];
  }
  return actions.values.flatMap((action) => ofAction(action));
}

function ofAction(pattern: string): Found[] {
  const used = actionsMatching(pattern);
  if (/[*?]/.test(pattern)) {
    const some = used.length > MOST_NAMED ? `${used.length} of the actions it matches` : used.join(', ');
    const message = `${pattern} allows more than operations need: they use ${some || 'none of it'}.`;
    return [{ code: 'wildcard_action', message }];
  }
  return used.length > 0 ? [] : [{ code: 'unused_action', message: `${pattern} is needed by no operation.` }];
}

function ofResources(statement: Statement): Found[] {
  const { resources, actions } = statement;
  if (resources === undefined) return [];
  if (resources.negated) {
    return [{ code: 'all_but', message: `Everything is allowed but ${resources.values.join(', ')}.` }];
  }
  const every = resources.values.find((value) => /^(\*|arn:[^:]*:s3:::\*.*)$/.test(value));
  return [
    ...(every !== undefined && touchesBuckets(statement) ? [everyBucket(every)] : []),
    ...(actions.negated ? [] : actions.values.flatMap((action) => neverMatches(action, resources.values))),
  ];
}

const everyBucket = (value: string): Found => ({
  code: 'every_bucket',
  message: `${value} is every bucket of the account, those to come included.`,
});

/** Of an action's kinds of resources, whether one of the values can be one. */
function neverMatches(action: string, resources: readonly string[]): Found[] {
  const kinds = kindsOf(action);
  if (kinds.size !== 1) return [];
  const shapes: Readonly<Record<string, [RegExp, string]>> = {
    object: [/^\*|^arn:[^:]*:s3:.*[/*]/, 'it is on objects: write the bucket with /* or a key behind it'],
    bucket: [
      /^\*|^arn:[^:]*:s3:([^/]*|.*:accesspoint\/[^/]*)$/,
      'it is on the bucket: write its ARN without a slash',
    ],
    '*': [/^\*/, 'it is on no resource: write *'],
  };
  const [shape, fix] = shapes[[...kinds][0] ?? ''] ?? [/^/, ''];
  if (resources.some((value) => shape.test(value))) return [];
  return [{ code: 'never_matches', message: `${action} has no effect here, for ${fix}.` }];
}
