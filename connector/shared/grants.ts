import type { RequestOf, ResponseOf } from '../commands.ts';

type Permission = 'READ' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL';

export interface Grant {
  grantee: string;
  permission: Permission;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee */
const GROUPS: Readonly<Record<string, string>> = {
  allusers: 'http://acs.amazonaws.com/groups/global/AllUsers',
  authenticatedusers: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
  logdelivery: 'http://acs.amazonaws.com/groups/s3/LogDelivery',
};

const HEADERS = {
  READ: 'GrantRead',
  READ_ACP: 'GrantReadACP',
  WRITE_ACP: 'GrantWriteACP',
  FULL_CONTROL: 'GrantFullControl',
} as const satisfies Record<Permission, keyof RequestOf<'PutObjectAcl'>>;

/** Grants as request members; unlike the document that S3 takes in their place, they need not name the owner. */
export function grantHeaders(grants: readonly Grant[]): Partial<RequestOf<'PutObjectAcl'>> {
  const headers: Partial<Record<(typeof HEADERS)[Permission], string>> = {};
  for (const { grantee, permission } of grants) {
    const name = HEADERS[permission];
    headers[name] = [headers[name], granteeHeader(grantee)].filter(Boolean).join(', ');
  }
  return headers;
}

function granteeHeader(grantee: string): string {
  const group = GROUPS[grantee.toLowerCase()] ?? (/^https?:\/\//.test(grantee) ? grantee : undefined);
  if (group !== undefined) return `uri="${group}"`;
  return grantee.includes('@') ? `emailAddress="${grantee}"` : `id="${grantee}"`;
}

/** The grants of an ACL as S3 tells them. */
export const grantsOf = (grants: ResponseOf<'GetObjectAcl'>['Grants']) =>
  (grants ?? []).map(({ Grantee, Permission }) => ({
    grantee: Grantee?.ID ?? Grantee?.URI ?? Grantee?.EmailAddress,
    display_name: Grantee?.DisplayName || undefined,
    permission: Permission,
  }));
