import type { Block } from './statements.ts';

/** What an action does, by how its name begins; the first that fits. */
const VERBS: readonly (readonly [RegExp, string])[] = [
  [/:List/, 'List'],
  [/:(Get|Head|Describe)/, 'Read'],
  [/:Create/, 'Create'],
  [/:(Delete|Bypass)/, 'Delete'],
  [/:/, 'Write'],
];

const ORDER = ['List', 'Read', 'Create', 'Write', 'Delete'];

/**
 * A name for each statement that says what it allows. Of letters and digits only, and no two alike, as identity
 * policies want it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
export function nameStatements(blocks: readonly Block[]): string[] {
  const names = blocks.map(nameOf);
  return names.map((name, index) => {
    const before = names.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name}${before + 1}`;
  });
}

function nameOf({ kind, actions, resources, prefixes }: Block): string {
  if (kind === '*') return 'ListAllBuckets';
  if (kind === 'principal') return 'AskPolicySimulator';
  if (kind === 'kms_key') return resources.length === 1 ? 'UseEncryptionKey' : 'UseEncryptionKeys';
  const verbs = new Set(actions.map((action) => VERBS.find(([name]) => name.test(action))?.[1] ?? ''));
  const noun = kind === 'object' ? 'Objects' : resources.length === 1 ? 'Bucket' : 'Buckets';
  const where = prefixes.length === 0 ? '' : 'UnderPrefix';
  return `${joined(ORDER.filter((verb) => verbs.has(verb)))}${noun}${where}`;
}

/** `ReadWriteAndDelete` */
const joined = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join('')}And${words.at(-1)}`;
