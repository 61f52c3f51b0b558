import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { createConnector, type Manifest } from '../../../connector/index.ts';
import { mapCdk } from '../../../hosts/tray-cdk/mapping/connector.ts';
import { manifest as sample } from './sample-manifest.ts';

const fileOf = ({ format }: ReturnType<typeof mapCdk>, path: string) => format.get(path) ?? '';
const json = (connector: ReturnType<typeof mapCdk>, path: string) => JSON.parse(fileOf(connector, path));

describe('a manifest that has one of everything', () => {
  const connector = mapCdk(sample);

  it('becomes these files', async () => {
    const text = [...connector.format].map(([path, content]) => `==> ${path}\n${content}`).join('\n');
    await expect(text).toMatchFileSnapshot('golden/files.txt');
  });

  it('loses these rules', async () => {
    const lines = connector.losses.map(({ at, keyword, reason }) => `${at} ${keyword}: ${reason}`);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/losses.txt');
  });

  it('is mapped by a pure function', () => {
    const before = JSON.stringify(sample);
    expect(mapCdk(sample)).toEqual(connector);
    expect(JSON.stringify(sample)).toBe(before);
  });
});

describe('the connector', () => {
  const { manifest } = createConnector();
  const connector = mapCdk(manifest);
  const ajv = new Ajv({ strict: false, formats: { file: true, datetime: true, text: true, code: true } });

  it.each(manifest.operations.map(({ name }) => name))('%s has schemas of draft 7', (name) => {
    for (const side of ['input', 'output']) {
      const schema = json(connector, `src/${name}/${side}.json`);
      expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
    }
  });

  it.each(examplesOf(manifest))('%s takes: %s', (name, _reason, input) => {
    const validate = ajv.compile(json(connector, `src/${name}/input.json`));
    expect(validate(input), ajv.errorsText(validate.errors)).toBe(true);
  });

  it('has its lookups among its operations, each of the type ddl', () => {
    const texts = [...connector.format].filter(([path]) => path.endsWith('/input.json'));
    const found = texts.flatMap(([, text]) =>
      [...text.matchAll(/"operation": "(\w+)"/g)].map(([, name]) => name),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const name of new Set(found)) expect(json(connector, `src/${name}/operation.json`).type).toBe('ddl');
  });

  it('has no secret field that is not said to be shown', () => {
    const secret = manifest.operations.flatMap(({ name, input_schema }) =>
      Object.entries(input_schema.properties as Record<string, { secret?: boolean }>)
        .filter(([, field]) => field.secret)
        .map(([field]) => `${name}.input.${field}`),
    );
    const told = connector.losses.filter(({ keyword }) => keyword === 'secret').map(({ at }) => at);
    expect(told).toEqual(expect.arrayContaining(secret));
  });
});

function examplesOf({ operations }: Manifest): [name: string, reason: string, input: unknown][] {
  return operations.flatMap(({ name, examples }) =>
    examples.map(({ reason, input }): [string, string, unknown] => [name, reason, input]),
  );
}
