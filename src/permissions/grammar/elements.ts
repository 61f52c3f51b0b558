import { suggestion } from '../../wording.ts';
import type { Reading } from './report.ts';

/** The members of a policy or of a statement. */
export type Elements = Readonly<Record<string, unknown>>;

/** Names of elements are as AWS writes them, capitals included. */
export function checkElements(
  given: Elements,
  known: readonly string[],
  path: string,
  reading: Reading,
): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name) || given[name] === undefined) continue;
    const place = path === '' ? name : `${path}.${name}`;
    const message = `"${name}" is no element of a policy here.${suggestion(name, known)}`;
    reading.note(place, message, `Use ${known.join(', ')}.`);
  }
}

/** Which of two elements, with and without `Not`, a statement has; both is a problem. */
export function present(
  elements: Elements,
  name: string,
  path: string,
  reading: Reading,
): string | undefined {
  const given = [name, `Not${name}`].filter((each) => elements[each] !== undefined);
  if (given.length === 2) {
    reading.note(path, `It has both ${name} and Not${name}.`, 'Leave one, or make two statements.');
  }
  return given[0];
}
