import { defineOperation } from '../../define.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'delete_object',
  title: 'Delete Object',
  description: 'Deletes an object, or one version of it. With versioning on, the object can be brought back.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html',
  effect: 'delete',
  idempotent: true,
  permissions: [
    { action: 's3:DeleteObject', resource: 'object', when: { not: { required: ['version_id'] } } },
    { action: 's3:DeleteObjectVersion', resource: 'object', when: { required: ['version_id'] } },
    {
      action: 's3:BypassGovernanceRetention',
      resource: 'object',
      when: {
        properties: { bypass_governance_retention: { const: true } },
        required: ['bypass_governance_retention'],
      },
      because: 'a version that governance mode keeps is deleted all the same',
    },
    {
      action: 's3:GetObject',
      resource: 'object',
      when: { properties: { if_match: { not: { const: '*' } } }, required: ['if_match'] },
      because: 'the ETag of the object is compared',
    },
  ],
  command: 'DeleteObject',
  request: (input) => ({
    Bucket: input.bucket_name,
    Key: input.object_path,
    VersionId: input.version_id,
    IfMatch: input.if_match,
    BypassGovernanceRetention: input.bypass_governance_retention,
    MFA: input.mfa,
    ExpectedBucketOwner: input.expected_bucket_owner,
    RequestPayer: input.request_payer,
  }),
  output: (response) => ({
    success: true as const,
    version_id: response.VersionId,
    delete_marker: response.DeleteMarker,
  }),
});
