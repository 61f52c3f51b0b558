import { fail, requirementsOf, suggestion, type Context, type Operation } from '../../../src/index.ts';
import type { Requirement } from '../../../src/index.ts';
import type { S3 } from '../../client.ts';
import { readInput } from '../../permissions/input.ts';
import { canApply } from '../../permissions/options.ts';
import { resourceMembers } from '../../permissions/resources.ts';
import { rowsOf, validator } from '../../permissions/schemas.ts';

/** The part of S3 that is asked about, where no input says it. */
export interface Scope {
  bucket_name?: string;
  prefix?: string;
  /** One object, in the place of all under the prefix. */
  object_path?: string;
}

/** An operation by its name, or one call of it. */
export type Asked = string | { operation: string; input?: object };

/** An operation that is asked about. */
export interface Question {
  operation: Operation;
  input: Readonly<Record<string, unknown>>;
  needs: readonly Need[];
}

/** One action of it, on one resource. */
export interface Need {
  requirement: Requirement;
  /** What the scope leaves open: the resource then stands for all there are. */
  open?: 'bucket' | 'object';
}

/**
 * What is asked: calls with what their inputs need, other operations with what a plain call needs everywhere in the
 * scope. All operations, unless some are named.
 * @param withData whether to ask of what only some stored data need, too
 * @throws ConnectorError `operation_unknown`, `input_invalid`
 */
export function questionsOf(
  { operations }: Pick<Context<S3>, 'operations'>,
  { operations: asked = Object.keys(operations), ...scope }: Scope & { operations?: readonly Asked[] },
  withData: boolean,
): Question[] {
  return asked.map((each) => {
    const { operation: name, input } = typeof each === 'string' ? { operation: each } : each;
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) {
      const nearest = suggestion(name, Object.keys(operations));
      throw fail('operation_unknown', { operation: name, suggestion: nearest });
    }
    const question = input === undefined ? questionIn(operation, scope) : questionOn(operation, input);
    const isAsked = ({ requirement }: Need) => withData || requirement.row.if_data === undefined;
    return { ...question, needs: question.needs.filter(isAsked) };
  });
}

function questionOn(operation: Operation, given: object): Question {
  const input = readInput(operation, given) as Question['input'];
  const requirements = requirementsOf(operation, input, resourceMembers, validator);
  return { operation, input, needs: requirements.map((requirement) => ({ requirement })) };
}

function questionIn(operation: Operation, scope: Scope): Question {
  const rows = rowsOf(operation).filter((row) => canApply(row, new Set()));
  const needs = rows.map((row): Need => {
    const { action, resource } = row;
    const members = { ...resourceMembers[resource as keyof typeof resourceMembers], ...row.at };
    return {
      requirement: { action, resource, row, members, parts: partsIn(scope) },
      open: openIn(scope, resource),
    };
  });
  return { operation, input: { ...scope }, needs };
}

const partsIn = ({ bucket_name: bucket = '*', prefix = '', object_path: key = `${prefix}*` }: Scope) => ({
  bucket,
  key,
  prefix,
  key_id: '',
  arn: '',
});

function openIn({ bucket_name, object_path }: Scope, resource: string): Need['open'] {
  if (resource !== 'bucket' && resource !== 'object') return undefined;
  if (bucket_name === undefined) return 'bucket';
  return resource === 'object' && object_path === undefined ? 'object' : undefined;
}
