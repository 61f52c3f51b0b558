import { createConnector } from '../../connector/index.ts';
import { samTemplate } from '../../hosts/lambda/index.ts';
import { NOTICE, write } from './files.ts';

/** hosts/lambda/template.gen.yaml: what `npm run build:lambda` writes, for an application with a bucket of its own. */
export async function generateLambdaTemplate(): Promise<void> {
  const connector = createConnector();
  const application = connector.permissions.roles.find(({ name }) => name === 'app');
  const { text } = samTemplate(connector, {
    operations: application?.operations ?? [],
    include: ['s3:AbortMultipartUpload'],
    bucket: 'YOUR-BUCKET',
    prefix: 'notes/',
    staging: { bucket: 'YOUR-STAGING-BUCKET' },
  });
  await write('hosts/lambda/template.gen.yaml', `# ${NOTICE}\n${text}`);
}
