/**
 * Writes everything that follows from the operations' folders: their contracts, the registry, the regions, the
 * manifest, the reference documentation, the OpenAPI document and the example of a Lambda template. Run by
 * `npm run generate`; CI fails when it changes anything.
 */
import { generateContracts } from './generate/contracts.ts';
import { generateRegions } from './generate/regions.ts';
import { generateRegistry } from './generate/registry.ts';
import { generateVersion } from './generate/version.ts';

await Promise.all([generateRegions(), generateVersion(), generateRegistry(), generateContracts()]);

// These read the connector, which exists only when the files above do.
const { generateManifest } = await import('./generate/manifest.ts');
const { generateDocs } = await import('./generate/docs.ts');
const { generateOpenApi } = await import('./generate/openapi.ts');
const { generatePermissions } = await import('./generate/permissions/index.ts');
const { generateLambdaTemplate } = await import('./generate/lambda.ts');
await Promise.all([
  generateManifest(),
  generateDocs(),
  generateOpenApi(),
  generatePermissions(),
  generateLambdaTemplate(),
]);
