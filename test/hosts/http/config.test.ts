import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../hosts/http/options.ts';
import { DEFAULT_TIMEOUTS } from '../../../hosts/http/serve/timeouts.ts';
import { optionsOf, readConfig, type Sources } from '../../../hosts/http/index.ts';
import schema from '../../../hosts/http/config/config.schema.json' with { type: 'json' };

const SECRET = 'Correct/Horse+Battery/Staple+0123456789ab';
const sources: Sources = {
  environment: { KEY: 'AKIAMEDIA00000000001', SECRET, EMPTY: '' },
  readFile: (path) => {
    if (path !== '/run/secrets/token') throw new Error(`ENOENT ${path}`);
    return 'token-of-the-file-0123\n';
  },
};
const media = {
  connection: { access_key: { $env: 'KEY' }, secret_key: { $env: 'SECRET' }, region: 'eu-central-1' },
};

describe('a configuration', () => {
  it('has its references resolved and its defaults filled in', () => {
    const options = optionsOf(
      readConfig(
        {
          tokens: [{ $file: '/run/secrets/token' }],
          connections: { media },
          limits: { concurrent_runs: 3, idle_seconds: 5 },
        },
        sources,
      ),
    );
    expect(options).toMatchObject({
      host: '127.0.0.1',
      port: 4310,
      token: ['token-of-the-file-0123'],
      connections: {
        media: {
          label: 'media',
          connection: { access_key: 'AKIAMEDIA00000000001', secret_key: SECRET, region: 'eu-central-1' },
        },
      },
      addConnections: false,
      allowedEndpoints: [],
      publicMetrics: false,
      limits: { ...DEFAULT_LIMITS, concurrentRuns: 3 },
      timeouts: { ...DEFAULT_TIMEOUTS, idleSeconds: 5 },
    });
  });

  it.each<[string, unknown, string, string]>([
    ['a misspelt member', { limts: {} }, 'config_invalid', 'Did you mean "limits"?'],
    ['a limit that is none', { limits: { run_seconds: 0 } }, 'config_invalid', '/limits/run_seconds'],
    ['a list', [], 'config_invalid', 'must be object'],
    ['a token that is a number', { tokens: [SECRET, 1] }, 'config_invalid', '/tokens/1'],
    ['a variable that is not set', { tokens: [{ $env: 'NOPE' }] }, 'reference_empty', 'the variable NOPE'],
    ['an empty variable', { tokens: [{ $env: 'EMPTY' }] }, 'reference_empty', '/tokens/0'],
    ['a file that is missing', { tokens: [{ $file: '/nope' }] }, 'reference_empty', 'the file /nope'],
    ['a guessable token', { tokens: ['letmein'], connections: { media } }, 'token_weak', 'too short'],
    ['no connection', {}, 'connections_missing', 'no connection'],
  ])('is refused with %s', (_, value, code, words) => {
    const read = () => optionsOf(readConfig(value, sources));
    expect(read).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
    expect(read).not.toThrow(SECRET);
  });

  it('may be empty but for a connection', () => {
    const options = optionsOf({ ...readConfig({}, sources), connections: { media } });
    expect(options).toMatchObject({ token: false, limits: DEFAULT_LIMITS, timeouts: DEFAULT_TIMEOUTS });
  });

  it('tells the defaults that the server has', () => {
    const { limits } = schema.$defs;
    const told = Object.fromEntries(
      Object.entries(limits.properties).map(([name, limit]) => [
        name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        limit.default,
      ]),
    );
    expect(told).toEqual({ ...DEFAULT_LIMITS, ...DEFAULT_TIMEOUTS });
  });
});
