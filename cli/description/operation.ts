import type { ManifestOperation } from '../../connector/index.ts';
import { table } from '../table.ts';
import { describeMembers } from './members.ts';

type Row = ManifestOperation['permissions'][number];

/** An operation for people to read: what it does, what it takes and gives, what it needs. */
export function describeOperation(operation: ManifestOperation): string[] {
  const { name, title, description, documentation } = operation;
  return [
    `${name}: ${title}`,
    '',
    description,
    `Effect: ${operation.effect}${operation.idempotent ? ', the same when run again' : ''}`,
    `Documentation: ${documentation}`,
    ...section('Inputs', describeMembers(operation.input_schema, 'common')),
    ...section('Further inputs', describeMembers(operation.input_schema, 'advanced')),
    ...section('Output', describeMembers(operation.output_schema, 'all')),
    ...section('Permissions', describePermissions(operation)),
    ...section('Example', [exampleOf(operation)]),
  ];
}

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

function describePermissions({ permissions, local }: ManifestOperation): string[] {
  if (local) return ['none: it answers without calling S3, and needs no connection'];
  return table(
    permissions.map((row) => [row.action, `on the ${row.resource.replaceAll('_', ' ')}`, reasonOf(row)]),
  );
}

function reasonOf({ when, if_data, because }: Row): string {
  if (if_data !== undefined) return `if ${if_data}`;
  if (when === undefined) return because === undefined ? '' : `(${because})`;
  return `when ${because ?? JSON.stringify(when)}`;
}

/** The first example, as a command to paste into a shell. */
function exampleOf({ name, local, examples }: ManifestOperation): string {
  const input = JSON.stringify(examples[0]?.input ?? {}).replaceAll("'", String.raw`'\''`);
  const connection = local ? '' : ' --connection @connection.json';
  return `s3c run ${name}${connection} --input '${input}'`;
}
