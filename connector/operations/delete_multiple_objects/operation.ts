import { defineOperation } from '../../define.ts';
import { deleteKeys, withoutDuplicates } from '../../shared/delete-keys.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'delete_multiple_objects',
  title: 'Delete Multiple Objects',
  description:
    'Deletes any number of objects or versions of one bucket, and says of each whether it was deleted.',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html',
  effect: 'delete',
  idempotent: true,
  permissions: [
    {
      action: 's3:DeleteObject',
      resource: 'object',
      at: { key: 'object_keys[!VersionId].Key' },
      when: {
        properties: { object_keys: { contains: { not: { required: ['VersionId'], type: 'object' } } } },
      },
    },
    {
      action: 's3:DeleteObjectVersion',
      resource: 'object',
      at: { key: 'object_keys[VersionId].Key' },
      when: { properties: { object_keys: { contains: { required: ['VersionId'], type: 'object' } } } },
    },
    {
      action: 's3:BypassGovernanceRetention',
      resource: 'object',
      at: { key: 'object_keys[].Key' },
      when: {
        properties: { bypass_governance_retention: { const: true } },
        required: ['bypass_governance_retention'],
      },
      because: 'versions that governance mode keeps are deleted all the same',
    },
  ],
  perform: async (context, input) => {
    const settings = {
      Bucket: input.bucket_name,
      BypassGovernanceRetention: input.bypass_governance_retention,
      MFA: input.mfa,
      ExpectedBucketOwner: input.expected_bucket_owner,
      RequestPayer: input.request_payer,
    };
    const targets = input.object_keys.map((item) => (typeof item === 'string' ? { Key: item } : item));
    const { deleted, errors } = await deleteKeys(context, settings, withoutDuplicates(targets));
    // A key that is refused stands in an answer that succeeds: it says what its deletion needs all the same.
    const explained = errors.map((error) => {
      if (error.code !== 'access_denied') return error;
      const target = { Key: error.object_path, VersionId: error.version_id };
      return { ...error, needed: context.needs({ ...input, object_keys: [target] }) };
    });
    return { deleted, errors: explained, deleted_count: deleted.length, error_count: errors.length };
  },
});
