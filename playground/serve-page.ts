import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';

/**
 * Nothing from elsewhere, no inline script, no `eval`. Images and media may be `blob:` URLs that the page made. The
 * code editor writes its style sheet into the page, which the nonce lets it do.
 */
const policyWith = (nonce: string) =>
  [
    "default-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** What the page has in the place of the nonce. */
const PLACEHOLDER = '{{nonce}}';

/** Serves the page as it was built: the document with a new nonce each time, its parts for ever. */
export function servePage(): Router {
  const folder = pageFolder();
  const document = readFileSync(join(folder, 'index.html'), 'utf8');
  const router = Router();
  router.get(['/', '/index.html'], (_request, response) => {
    const nonce = randomBytes(16).toString('base64');
    response
      .set({ 'Content-Security-Policy': policyWith(nonce), 'Cache-Control': 'no-store' })
      .type('html')
      .send(document.replaceAll(PLACEHOLDER, nonce));
  });
  // The names of the parts carry a digest of what is in them.
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  router.use(express.static(folder, { index: false, redirect: false }));
  return router;
}

/** From the sources as from the compiled program, the page is the built one. */
function pageFolder(): string {
  const isSource = import.meta.url.endsWith('.ts');
  const folder = fileURLToPath(new URL(isSource ? '../dist/playground/web' : './web', import.meta.url));
  if (existsSync(join(folder, 'index.html'))) return folder;
  throw new Error(`The page is not built: it should be in ${folder}. npm run build makes it.`);
}
