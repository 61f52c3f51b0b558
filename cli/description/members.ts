import type { JsonSchema } from '../../connector/index.ts';
import { table } from '../table.ts';

interface Member extends JsonSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Member;
  readonly advanced?: boolean;
}

/** The members of an object's schema, one line each: name, type and rules, meaning. Required ones come first. */
export function describeMembers(schema: JsonSchema, which: 'common' | 'advanced' | 'all'): string[] {
  const required = new Set((schema.required as readonly string[] | undefined) ?? []);
  const members = Object.entries((schema.properties ?? {}) as Record<string, Member>)
    .filter(([, member]) => which === 'all' || (member.advanced === true) === (which === 'advanced'))
    .sort(([a], [b]) => Number(required.has(b)) - Number(required.has(a)));
  return table(
    members.map(([name, member]) => [name, rulesOf(member, required.has(name)), meaningOf(member)]),
  );
}

function rulesOf(member: Member, required: boolean): string {
  const rules = [typeOf(member)];
  if (required) rules.push('required');
  if (member.default !== undefined) rules.push(`default ${JSON.stringify(member.default)}`);
  return rules.join(', ');
}

/** `text`, `list of objects`, `{name, url}` ... */
function typeOf({ type, items, properties, format, oneOf, anyOf }: Member): string {
  const choices = (oneOf ?? anyOf) as readonly Member[] | undefined;
  if (type === undefined && choices) return [...new Set(choices.map(typeOf))].join(' or ');
  if (type === 'array') return items === undefined ? 'list' : `list of ${typeOf(items)}`;
  if (format === 'file') return 'file';
  if (type === 'object' && properties) return `{${Object.keys(properties).join(', ')}}`;
  return [type ?? 'any'].flat().join(' or ').replace('string', 'text');
}

function meaningOf({ title, description, enum: choices }: Member): string {
  const meaning = description ?? title ?? '';
  return choices === undefined ? meaning : `${meaning} (${choices.join(', ')})`.trimStart();
}
