import type { Choice, Effect, Statement } from '../policy.ts';
import { readConditions } from './condition.ts';
import { checkElements, present, type Elements } from './elements.ts';
import { isObject, readTexts } from './lists.ts';
import { checkAction, checkResource } from './patterns.ts';
import { readPrincipals } from './principal.ts';
import type { Reading } from './report.ts';

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Reads one statement; what is wrong with it is noted, and filled with something harmless. */
export function readStatement(
  elements: unknown,
  index: number,
  path: string,
  reading: Reading,
): Statement | undefined {
  if (!isObject(elements)) {
    reading.note(path, 'A statement must be an object.', 'Write {"Effect": "Allow", ...}.');
    return undefined;
  }
  checkElements(elements, ELEMENTS, path, reading);
  return {
    index,
    sid: readSid(elements.Sid, `${path}.Sid`, reading),
    effect: readEffect(elements.Effect, `${path}.Effect`, reading),
    principals: readPrincipals(elements, path, reading),
    actions: readChoice(elements, 'Action', path, reading, checkAction),
    resources: readResources(elements, path, reading),
    conditions: readConditions(elements.Condition, `${path}.Condition`, reading),
  };
}

/** In identity policies "A-Z,a-z,0-9 are the only allowed characters". */
function readSid(value: unknown, path: string, reading: Reading): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') {
    reading.note(path, 'It must be text.', 'Write it in double quotes.');
    return undefined;
  }
  if (!reading.hasPrincipals && !/^[A-Za-z0-9]*$/.test(value)) {
    const fix = 'Use letters and digits only.';
    reading.note(path, `"${value}" has other characters than letters and digits.`, fix);
  }
  return value;
}

function readEffect(value: unknown, path: string, reading: Reading): Effect {
  if (value === 'Allow' || value === 'Deny') return value;
  const message = value === undefined ? 'It is missing.' : 'It must be "Allow" or "Deny"; case counts.';
  reading.note(path, message, 'Write "Effect": "Allow" or "Effect": "Deny".');
  return 'Deny';
}

type Check = (text: string, path: string, reading: Reading) => void;

function readChoice(elements: Elements, name: string, path: string, reading: Reading, check: Check): Choice {
  const found = present(elements, name, path, reading);
  if (found === undefined) {
    reading.note(path, `It has neither ${name} nor Not${name}.`, `Add one of them.`);
    return { negated: false, values: [] };
  }
  const texts = readTexts(elements[found], `${path}.${found}`, reading);
  for (const { text, path: place } of texts) check(text, place, reading);
  return { negated: found !== name, values: texts.map(({ text }) => text) };
}

function readResources(elements: Elements, path: string, reading: Reading): Choice | undefined {
  if (reading.kind !== 'trust') return readChoice(elements, 'Resource', path, reading, checkResource);
  if (present(elements, 'Resource', path, reading) !== undefined) {
    reading.note(path, 'A trust policy has no Resource: it is the role itself.', 'Remove it.');
  }
  return undefined;
}
