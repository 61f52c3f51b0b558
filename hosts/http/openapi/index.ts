import type { JsonSchema, Manifest, ManifestOperation } from '../../../connector/index.ts';
import type { Loss, Mapped } from '../../shared/mapping.ts';
import { runPath } from './operations.ts';
import { json, schemaNamed, type Part } from './parts.ts';
import { ROUTES } from './paths/index.ts';
import { componentOf } from './schema.ts';
import { SCHEMAS } from './schemas.ts';

/** An OpenAPI 3.1 document: https://spec.openapis.org/oas/v3.1.1.html */
export interface OpenApiDocument {
  openapi: string;
  info: Part;
  servers: readonly Part[];
  security: readonly Part[];
  tags: readonly { name: string; description: string }[];
  paths: Readonly<Record<string, Part>>;
  components: { schemas: Readonly<Record<string, Part>>; responses: Part; securitySchemes: Part };
}

/** What the tags of the operations say, which is what they do. */
const EFFECTS: Readonly<Record<ManifestOperation['effect'], string>> = {
  read: 'Operations that change nothing.',
  write: 'Operations that create or change.',
  delete: 'Operations that delete.',
};

const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer' },
  api_key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
};

/**
 * The HTTP API as an OpenAPI document, and the rules of its schemas that only we know.
 * @param address the origin that clients call
 */
export function mapOpenApi(manifest: Manifest, address: string): Mapped<OpenApiDocument> {
  const losses: Loss[] = [];
  const routes = Object.entries(ROUTES).flatMap(([tag, [paths]]) =>
    Object.entries(paths).map(([path, item]) => [path, tagged(item, tag)] as const),
  );
  const effects = Object.entries(EFFECTS).filter(([name]) =>
    manifest.operations.some(({ effect }) => effect === name),
  );
  const sections = Object.entries(ROUTES).map(([name, [, description]]) => [name, description] as const);
  const format: OpenApiDocument = {
    openapi: '3.1.1',
    info: infoOf(manifest),
    servers: [{ url: address }],
    security: Object.keys(SECURITY_SCHEMES).map((name) => ({ [name]: [] })),
    tags: [...effects, ...sections].map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries([...manifest.operations.map(runPath), ...routes]),
    components: {
      schemas: { ...SCHEMAS, ...schemasOf(manifest, losses) },
      responses: {
        Refused: errorResponse('Refused: the error says why, and what to do.'),
        Failed: errorResponse('It failed: the error says why, and whether trying again may help.'),
      },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
  return { format, losses };
}

const infoOf = ({ title, description, version }: Manifest): Part => ({
  title,
  description,
  version,
  license: { name: 'MIT', identifier: 'MIT' },
});

function schemasOf({ auth, operations }: Manifest, losses: Loss[]): Record<string, JsonSchema> {
  const component = (operation: string, schema: JsonSchema, at: string) =>
    componentOf(schema, at, (place, keyword) => losses.push({ operation, at: place, keyword }));
  const schemas = operations.flatMap(({ name, input_schema, output_schema }) => [
    [`${name}_input`, component(name, input_schema, '/input_schema')],
    [`${name}_output`, component(name, output_schema, '/output_schema')],
  ]);
  return { connection: component('connection', auth, ''), ...Object.fromEntries(schemas) };
}

/** The tag on every method of a path; what is a list are the path's parameters. */
const tagged = (item: Part, tag: string): Part =>
  Object.fromEntries(
    Object.entries(item).map(([key, value]) => [
      key,
      Array.isArray(value) ? value : { tags: [tag], ...(value as Part) },
    ]),
  );

const errorResponse = (description: string): Part => ({ description, content: json(schemaNamed('Error')) });
