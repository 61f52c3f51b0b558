export type Permission = 'FULL_CONTROL' | 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP';

/** Who is granted: a canonical user id, or the URI of one of S3's groups. */
export type Grantee = { kind: 'user'; id: string } | { kind: 'group'; uri: string };

export interface Grant {
  grantee: Grantee;
  permission: Permission;
}

export type Ownership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

export interface PublicAccessBlock {
  blockPublicAcls: boolean;
  ignorePublicAcls: boolean;
  blockPublicPolicy: boolean;
  restrictPublicBuckets: boolean;
}
