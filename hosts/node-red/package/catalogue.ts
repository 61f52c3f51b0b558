import type { ConnectionField, FieldDefinition, NodeRedDefinitions } from '../mapping/definitions.ts';
import { NODE_SET } from '../mapping/map-manifest.ts';
import type { Language } from './texts.ts';

type Texts = { [key: string]: string | Texts };

/** The catalogue of one language: the package's own words, and what the manifest says of operations and fields. */
export function catalogueOf({ connection, nodes }: NodeRedDefinitions, language: Language): Texts {
  const text = (given: string) => language.translate(given) ?? '';
  const { form, problems, status } = language.words;
  const operations = nodes.map(({ operation, title, fields }) => [
    operation,
    { label: text(title), fields: fieldTexts(fields, text) },
  ]);
  const texts: Texts = {
    form,
    problems,
    status,
    connection: {
      label: text(connection.title),
      choices: byIndex(connection.choices.map(({ label }) => text(label))),
      fields: fieldTexts(connection.fields, text),
    },
    operations: Object.fromEntries(operations),
  };
  return { [NODE_SET]: filled(texts) };
}

function fieldTexts(
  fields: readonly (FieldDefinition | ConnectionField)[],
  text: (given: string) => string,
): Texts {
  const entries = fields.map(({ name, title, description, choices = [] }) => [
    name,
    {
      title: text(title),
      description: text(description),
      choices: byIndex(choices.map(({ label }) => text(label))),
    },
  ]);
  return Object.fromEntries(entries) as Texts;
}

/** A value such as "aws:kms" cannot be a key: the colon ends a namespace. */
const byIndex = (texts: readonly string[]): Texts => Object.fromEntries(texts.entries());

/** What is empty is left out, so that the fallback to English finds nothing to stop at. */
function filled(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([key, value]): [string, string | Texts] => [
    key,
    typeof value === 'string' ? value : filled(value),
  ]);
  return Object.fromEntries(
    entries.filter(
      ([, value]) => value !== '' && (typeof value === 'string' || Object.keys(value).length > 0),
    ),
  );
}
