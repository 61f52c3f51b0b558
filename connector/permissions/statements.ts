import type { Grant } from './grants.ts';
import { nameStatements } from './sids.ts';

/** A policy as JSON has it. */
export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: readonly PolicyStatement[];
}

export type PrincipalElement = '*' | Readonly<Record<string, string | readonly string[]>>;

/** A statement as JSON has it; lists of one are written as the value alone. */
export interface PolicyStatement {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Principal?: PrincipalElement;
  Action: string | readonly string[];
  Resource: string | readonly string[];
  Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What several resources of one kind have in common: the actions to be allowed, and what listings may ask for. */
export interface Block {
  kind: string;
  resources: readonly string[];
  actions: readonly string[];
  prefixes: readonly string[];
}

export const documentOf = (statements: readonly PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** The fewest statements that allow exactly these grants, always in the same order. */
export function statementsOf(
  grants: readonly Grant[],
  principal?: PrincipalElement,
): readonly PolicyStatement[] {
  const blocks = blocksOf(grants).sort(byKindAndName);
  const names = nameStatements(blocks);
  return blocks.map((block, index) => ({
    Sid: names[index] ?? '',
    Effect: 'Allow',
    ...(principal === undefined ? {} : { Principal: principal }),
    Action: oneOrMore(block.actions),
    Resource: oneOrMore(block.resources),
    ...(block.prefixes.length === 0
      ? {}
      : { Condition: { StringLike: { 's3:prefix': oneOrMore(block.prefixes) } } }),
  }));
}

/** Three steps: the prefixes of each action on a resource, the actions with the same ones, the resources with the same of both. */
function blocksOf(grants: readonly Grant[]): Block[] {
  const needed = withoutCovered(grants);
  // A grant without a prefix covers those with one, so all of a group have one, or none.
  const listed = group(needed, ({ kind, resource, action }) => [kind, resource, action]).map((same) => ({
    ...same[0],
    prefixes: sorted(same.flatMap(({ prefix }) => prefix ?? [])),
  }));
  const byResource = group(listed, ({ kind, resource, prefixes }) => [kind, resource, ...prefixes]).map(
    (same) => ({ ...same[0], actions: sorted(same.map(({ action }) => action)) }),
  );
  return group(byResource, ({ kind, actions, prefixes }) => [kind, ...actions, '', ...prefixes]).map(
    (same) => ({ ...same[0], resources: sorted(same.map(({ resource }) => resource)) }),
  );
}

/** Leaves out what another grant allows as well. */
const withoutCovered = (grants: readonly Grant[]): Grant[] =>
  grants.filter((grant) => !grants.some((other) => covers(other, grant) && !covers(grant, other)));

const covers = (one: Grant, other: Grant): boolean =>
  one.action === other.action &&
  includes(one.resource, other.resource) &&
  (one.prefix === undefined || (other.prefix !== undefined && includes(one.prefix, other.prefix)));

/** Whether a pattern, with no star but a last one, matches all that another does. */
const includes = (pattern: string, other: string): boolean =>
  pattern === other || (pattern.endsWith('*') && other.startsWith(pattern.slice(0, -1)));

/** The items that have the same key, as lists, in the order of their first. */
export function group<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => readonly string[],
): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return [...groups.values()];
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

export const oneOrMore = (texts: readonly string[]): string | readonly string[] =>
  texts.length === 1 ? (texts[0] ?? '') : texts;

/** What is on no bucket first, then buckets, objects, keys of KMS, users and roles; whole buckets before listings under a prefix. */
const KINDS = ['*', 'bucket', 'object', 'kms_key', 'principal'];
const orderOf = ({ kind, prefixes, resources, actions }: Block) =>
  [KINDS.indexOf(kind), prefixes.length > 0 ? 1 : 0, ...resources, '', ...actions].join('\n');
const byKindAndName = (one: Block, other: Block) => (orderOf(one) < orderOf(other) ? -1 : 1);
