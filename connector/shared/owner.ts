/** The account that owns a bucket or an object, as S3 names it. */
export const ownerOf = (owner: { ID?: string | undefined; DisplayName?: string | undefined } | undefined) =>
  owner && { id: owner.ID, display_name: owner.DisplayName };
