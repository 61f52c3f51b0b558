import { ALGORITHM, scopeText, sha256, sign, signingKey, stringToSign } from '../sandbox/auth/sigv4.ts';
import type { Sandbox } from '../sandbox/index.ts';

/**
 * Calls an action of the sandbox's IAM as its administrator, as AWS's own clients would.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @returns the XML of the answer
 * @throws Error what IAM says when it refuses
 */
export async function callIam(
  { endpoint, region, access_key, secret_key }: Sandbox,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const body = new URLSearchParams({ Version: '2010-05-08', ...parameters }).toString();
  const timestamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = {
    accessKey: access_key,
    date: timestamp.slice(0, 8),
    region,
    service: 'iam',
    terminator: 'aws4_request',
  };
  const { host } = new URL(endpoint);
  const canonical = [
    'POST',
    '/',
    '',
    `host:${host}`,
    `x-amz-date:${timestamp}`,
    '',
    'host;x-amz-date',
    sha256(body),
  ];
  const signature = sign(signingKey(secret_key, scope), stringToSign(timestamp, scope, canonical.join('\n')));
  const credential = `${access_key}/${scopeText(scope)}`;
  const answer = await fetch(endpoint, {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Amz-Date': timestamp,
      Authorization: `${ALGORITHM} Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(elementOf(text, 'Message') ?? `IAM answered ${answer.status}.`);
  return text;
}

/** What stands in an element of an answer, its entities undone. */
export function elementOf(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  const characters: Record<string, string> = { quot: '"', lt: '<', gt: '>', apos: "'", amp: '&' };
  return text?.replace(/&(\w+);/g, (entity, known: string) => characters[known] ?? entity);
}
