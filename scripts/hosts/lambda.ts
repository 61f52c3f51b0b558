import { createConnector } from '../../connector/index.ts';
import { samTemplate, type Deployment, type SamTemplate } from '../../hosts/lambda/index.ts';
import { bundle } from './bundle.ts';
import { licencesOf } from './licences.ts';
import { writeFolder } from './write.ts';

/** Builds the Lambda function and its template into a folder that `sam deploy` takes. */
export async function buildLambda(folder: string, deployment: Deployment): Promise<SamTemplate> {
  const made = samTemplate(createConnector(), deployment);
  const { code, foreign } = await bundle('hosts/lambda/main.ts');
  writeFolder(folder, [
    ['template.yaml', made.text],
    ['function/index.js', code],
    ['function/package.json', '{ "type": "commonjs" }\n'],
    ['function/THIRD_PARTY_LICENCES.txt', licencesOf(foreign)],
  ]);
  return made;
}
