import { catalogue } from '../../connector/errors.ts';
import { createConnector, type ManifestOperation } from '../../connector/index.ts';
import type { CatalogueEntry, PermissionRow } from '../../src/index.ts';
import { NOTICE, write } from './files.ts';

/** docs/operations.md and docs/errors.md: the reference, from the definitions and the catalogue. */
export async function generateDocs(): Promise<void> {
  const { operations } = createConnector().manifest;
  await write('docs/operations.md', operationsPage(operations));
  await write('docs/errors.md', errorsPage());
}

interface Field {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  format?: string;
  items?: Field;
  properties?: Record<string, Field>;
  required?: string[];
  advanced?: boolean;
  minimum?: number;
  maximum?: number;
  maxBytes?: number;
  oneOf?: Field[];
  anyOf?: Field[];
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string) => `\`${text}\``;
const row = (...cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: string[], rows: string[]) => [row(...head), row(...head.map(() => '---')), ...rows, ''];

function operationsPage(operations: readonly ManifestOperation[]): string {
  const overview = operations.map(({ name, title, effect, description }) =>
    row(`[${code(name)}](#${name})`, title, effect, description),
  );
  return [
    `<!-- ${NOTICE} -->`,
    '# Operations',
    '',
    ...table(['operation', 'title', 'effect', 'what it does'], overview),
    ...operations.flatMap(operationSection),
  ].join('\n');
}

function operationSection(operation: ManifestOperation): string[] {
  const { name, title, effect, idempotent, description, documentation, permissions, examples } = operation;
  const example = examples[0]?.input;
  return [
    `## ${name}`,
    '',
    `**${title}** · ${effect} · ${idempotent ? 'safe to repeat' : 'not safe to repeat'} · [AWS documentation](${documentation})`,
    '',
    description,
    '',
    '### Input',
    '',
    ...table(['field', 'type', 'what it is'], fieldRows(operation.input_schema as Field)),
    '### Output',
    '',
    ...table(['field', 'type', 'what it is'], fieldRows(operation.output_schema as Field)),
    '### Permissions',
    '',
    ...(permissions.length === 0
      ? ['None.', '']
      : table(['action', 'on', 'when'], permissions.map(permissionRow))),
    '### Example',
    '',
    '```json',
    JSON.stringify(example, null, 2),
    '```',
    '',
  ];
}

/** A field, and the fields inside it with their path: `owner.id`, `objects[].size`. */
function fieldRows(form: Field, path = ''): string[] {
  return Object.entries(form.properties ?? {}).flatMap(([name, field]) => {
    const here = path + name;
    const required = form.required?.includes(name) ? ' **required**' : '';
    const inside = field.items ? fieldRows(field.items, `${here}[].`) : fieldRows(field, `${here}.`);
    return [row(code(here) + required, typeOf(field), describe(field)), ...inside];
  });
}

function typeOf(field: Field): string {
  if (field.enum) return field.enum.map((value) => code(String(value))).join(', ');
  if (field.type === 'array') return `list of ${field.items ? typeOf(field.items) : 'anything'}`;
  const alternatives = field.oneOf ?? field.anyOf;
  if (alternatives && field.type === undefined) return alternatives.map(typeOf).join(' or ');
  const type = [field.type ?? 'any'].flat().join(' or ');
  return field.format ? `${type} (${field.format})` : type;
}

function describe(field: Field): string {
  const bounds = [
    field.minimum === undefined ? '' : `at least ${field.minimum}`,
    field.maximum === undefined ? '' : `at most ${field.maximum}`,
    field.default === undefined ? '' : `default ${code(JSON.stringify(field.default))}`,
  ].filter(Boolean);
  const text = [field.description ?? field.title ?? '', bounds.length > 0 ? `(${bounds.join(', ')})` : ''];
  return text.filter(Boolean).join(' ');
}

function permissionRow({ action, resource, when, if_data, because }: PermissionRow): string {
  const conditions = [when === undefined ? '' : `the input has ${conditionOf(when)}`, if_data ?? '']
    .filter(Boolean)
    .join(', and ');
  return row(
    code(action),
    resource.replace('_', ' '),
    [conditions || 'always', because].filter(Boolean).join(': '),
  );
}

/** The conditions that rows use, in words. */
function conditionOf(condition: unknown): string {
  const { required, properties, anyOf, allOf, not } = condition as {
    required?: string[];
    properties?: Record<string, { const?: unknown; enum?: unknown[] }>;
    anyOf?: unknown[];
    allOf?: unknown[];
    not?: unknown;
  };
  if (anyOf) return anyOf.map(conditionOf).join(' or ');
  if (allOf) return allOf.map(conditionOf).join(' and ');
  if (not) return `not ${conditionOf(not)}`;
  const valued = Object.entries(properties ?? {}).map(([name, { const: value, enum: values }]) => {
    const allowed = values ?? (value === undefined ? [] : [value]);
    return allowed.length === 0
      ? code(name)
      : `${code(name)} ${allowed.map((one) => code(String(one))).join(' or ')}`;
  });
  const named = (required ?? []).filter((name) => !properties?.[name]).map(code);
  return [...named, ...valued].join(' and ');
}

const WHO: Record<string, string> = {
  input: 'whoever fills in the step',
  auth: 'the owner of the connection',
  region: 'whoever fills in the step',
  permission: 'the owner of the bucket or of the account',
  not_found: 'whoever fills in the step',
  conflict: 'whoever fills in the step',
  throttled: 'nobody: try again later',
  network: 'whoever runs the host',
  service: 'AWS, or the server at the endpoint',
  connector: 'the maintainers of this connector',
};

function errorsPage(): string {
  const entries = Object.entries(catalogue) as [string, CatalogueEntry][];
  const sections = Object.keys(WHO).flatMap((category) => [
    `## ${category}`,
    '',
    `Who acts: ${WHO[category]}.`,
    '',
    ...table(
      ['code', 'what happened', 'how to fix it', 'try again'],
      entries
        .filter(([, entry]) => entry.category === category)
        .map(([name, { message, fix, retryable }]) =>
          row(code(name), message, fix, retryable ? 'yes' : 'no'),
        ),
    ),
  ]);
  return [
    `<!-- ${NOTICE} -->`,
    '# Errors',
    '',
    'Every failure leaves the connector as one `ConnectorError`: `code`, `category`, `message`, `fix`, `stage`, `operation`,',
    '`retryable`, and where there is one `status`, `request_id`, `details`. The category says who must act. `{words}` in',
    "braces are filled in. An error of S3 that is not listed has the code `service_error` and S3's own code in `details.s3_code`.",
    '',
    ...sections,
  ].join('\n');
}
