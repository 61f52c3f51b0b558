import { defineOperation } from '../../define.ts';
import { REGIONS } from '../../regions.ts';
import contract from './contract.gen.ts';

export default defineOperation(contract, {
  name: 'list_regions_ddl',
  title: 'List Regions (Lookup)',
  description: 'Lists all AWS regions, for a dropdown. It makes no call.',
  documentation: 'https://docs.aws.amazon.com/general/latest/gr/s3.html',
  effect: 'read',
  idempotent: true,
  permissions: 'none',
  local: true,
  perform: () =>
    Promise.resolve({
      result: REGIONS.map(({ name, label }) => ({ text: `${name} · ${label}`, value: name })),
    }),
});
