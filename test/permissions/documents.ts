import { readPolicy, type PolicyKind } from '../../src/permissions/index.ts';

/** A statement that is in order, and policies that differ from it in one thing. */
export const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
export const policy = (statement: unknown, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: statement,
  ...more,
});
export const withCondition = (Condition: unknown) => policy([{ ...good, Condition }]);
export const withPrincipal = (Principal: unknown) => policy([{ ...good, Principal }]);
export const bare = ({ Effect, Action }: typeof good) => ({ Effect, Action });

/** What is wrong with a document, as `path: message`. */
export const problemsOf = (document: unknown, kind: PolicyKind = 'identity') =>
  (readPolicy(document, kind).problems ?? []).map(({ path, message }) => `${path}: ${message}`);
