import { appPrefix } from './app-prefix.ts';
import { browserUpload } from './browser-upload.ts';
import { cloudFrontOrigin } from './cloudfront-origin.ts';
import { crossAccountRead, crossAccountWrite } from './cross-account.ts';
import { publicReadPrefix } from './public-read-prefix.ts';
import { requireEncryption } from './require-encryption.ts';
import { tlsOnly } from './tls-only.ts';

/** Policies for common situations, each with its explanation, by name. */
export const templates = {
  public_read_prefix: publicReadPrefix,
  app_prefix: appPrefix,
  require_encryption: requireEncryption,
  tls_only: tlsOnly,
  cross_account_read: crossAccountRead,
  cross_account_write: crossAccountWrite,
  browser_upload: browserUpload,
  cloudfront_origin: cloudFrontOrigin,
} as const;

export { roles, type Role } from './roles.ts';
export { type MadePolicy, type PolicyTemplate, type Target } from './template.ts';
