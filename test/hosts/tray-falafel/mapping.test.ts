import { describe, expect, it } from 'vitest';
import { createConnector } from '../../../connector/index.ts';
import { mapFalafel } from '../../../hosts/tray-falafel/mapping/connector.ts';
import { manifest as sample } from '../tray-cdk/sample-manifest.ts';

describe('a manifest that has one of everything', () => {
  const connector = mapFalafel(sample);

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
    expect(mapFalafel(sample)).toEqual(connector);
    expect(JSON.stringify(sample)).toBe(before);
  });
});

it('the connector has a folder for each operation', () => {
  const { manifest } = createConnector();
  const { format: files } = mapFalafel(manifest);
  for (const { name } of manifest.operations) {
    expect(files.has(`connectors/${manifest.name}/${name}/schema.js`)).toBe(true);
    expect(files.get(`connectors/${manifest.name}/${name}/model.js`)).toContain(`run('${name}', params`);
  }
});
