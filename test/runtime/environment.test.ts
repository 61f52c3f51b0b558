import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const probe = fileURLToPath(new URL('../fixtures/environment-probe.ts', import.meta.url));

/** Everything that makes the SDK behave differently, set to something that would be noticed. */
const HOSTILE = {
  AWS_ACCESS_KEY_ID: 'AKIAFROMENVIRONMENT0',
  AWS_SECRET_ACCESS_KEY: 'secret-from-the-environment',
  AWS_SESSION_TOKEN: 'token-from-the-environment',
  AWS_PROFILE: 'hostile',
  AWS_REGION: 'ap-south-1',
  AWS_DEFAULT_REGION: 'ap-south-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9/hostile',
  AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9/hostile',
  AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9/hostile',
  AWS_USE_FIPS_ENDPOINT: 'true',
  AWS_USE_DUALSTACK_ENDPOINT: 'true',
  AWS_REQUEST_CHECKSUM_CALCULATION: 'WHEN_REQUIRED',
  AWS_RESPONSE_CHECKSUM_VALIDATION: 'WHEN_REQUIRED',
  AWS_MAX_ATTEMPTS: '99',
  AWS_RETRY_MODE: 'adaptive',
  AWS_DEFAULTS_MODE: 'mobile',
  AWS_S3_DISABLE_EXPRESS_SESSION_AUTH: 'true',
  AWS_S3_USE_ARN_REGION: 'false',
  AWS_S3_US_EAST_1_REGIONAL_ENDPOINT: 'legacy',
  AWS_SDK_UA_APP_ID: 'hostile-app',
  AWS_EXECUTION_ENV: 'hostile-environment',
  AWS_AUTH_SCHEME_PREFERENCE: 'httpBearerAuth',
  AWS_SIGV4A_SIGNING_REGION_SET: '*',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  ALL_PROXY: 'http://127.0.0.1:9',
};

const CONFIG = `[profile hostile]
region = ap-south-1
endpoint_url = http://127.0.0.1:9/hostile
request_checksum_calculation = when_required
s3 =
  addressing_style = path
`;

/** What the connector would send, as a process with this environment makes it. */
async function requestsWith(environment: NodeJS.ProcessEnv): Promise<string> {
  const { PATH } = process.env;
  const env = { PATH, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', probe], { env });
  return stdout;
}

it('leaks in nowhere: every kind of request is the same with and without a hostile environment', async () => {
  const home = await mkdtemp(join(tmpdir(), 's3c-home-'));
  try {
    await mkdir(join(home, '.aws'));
    await writeFile(join(home, '.aws', 'config'), CONFIG);
    await writeFile(
      join(home, '.aws', 'credentials'),
      '[hostile]\naws_access_key_id = AKIAFROMFILE00000000\naws_secret_access_key = x\n',
    );
    const clean = await requestsWith({ HOME: '/nonexistent' });
    const hostile = await requestsWith({ HOME: home, ...HOSTILE });
    expect(clean).toContain('s3.eu-west-1.amazonaws.com');
    expect(clean).toContain('sts.eu-west-1.amazonaws.com');
    expect(hostile).toBe(clean);
    expect(hostile).not.toMatch(/hostile|FROMENVIRONMENT|FROMFILE|ap-south-1|127\.0\.0\.1/);
  } finally {
    await rm(home, { recursive: true });
  }
});
