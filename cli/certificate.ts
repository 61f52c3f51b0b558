import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate in a file for as long as its server runs: programs are told by path what to trust. */
export async function writeCertificate(certificate: string | undefined) {
  if (certificate === undefined) return { path: undefined, remove: () => Promise.resolve() };
  const directory = await mkdtemp(join(tmpdir(), 's3c-certificate-'));
  const path = join(directory, 'certificate.pem');
  await writeFile(path, certificate);
  return { path, remove: () => rm(directory, { recursive: true, force: true }) };
}
