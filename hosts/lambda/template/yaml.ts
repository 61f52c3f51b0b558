/** Plain text that YAML takes for nothing but itself; the words for truth and nothing are not among it. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z](?:[\w./*-]|:(?=[\w:/*]))*$/i;

/** Plain data as YAML, which is read back as the very same. Ends with a line break. */
export const toYaml = (data: object): string => `${block(data, '').trimStart()}\n`;

function block(value: unknown, indentation: string): string {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item) => `\n${indentation}- ${block(item, `${indentation}  `).trimStart()}`).join('');
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return ` ${scalar(value)}`;
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `\n${indentation}${scalar(name)}:${block(member, `${indentation}  `)}`)
    .join('');
}

/** JSON is YAML, too: whatever is not plain is written so. */
const scalar = (value: unknown): string =>
  typeof value === 'string' && PLAIN.test(value) ? value : JSON.stringify(value);
