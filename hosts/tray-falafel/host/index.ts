import { AsyncLocalStorage } from 'node:async_hooks';
import { createConnector, type JsonSchema, type Manifest } from '../../../connector/index.ts';
import { createSeparator } from './connection.ts';
import { createFalafelFiles, type FalafelFiles } from './files.ts';
import { rejectionOf } from './rejection.ts';

export interface RunnerSettings {
  /** Origins that a connection's endpoints may have; none: AWS only. */
  allowedEndpoints: readonly string[];
}

export type Runner = (name: string, params: Record<string, unknown>, files: FalafelFiles) => Promise<object>;

/**
 * What every model of the falafel connector calls. One connector serves them all; falafel's files are a global of its
 * own making, and so go beside the run.
 */
export function createRunner({ allowedEndpoints }: RunnerSettings): Runner {
  const uploads = new AsyncLocalStorage<FalafelFiles>();
  const connector = createConnector({ fileStore: createFalafelFiles(uploads, allowedEndpoints) });
  const manifest: Manifest = connector.manifest;
  const separate = createSeparator(manifest, allowedEndpoints);
  const filesOf = fileFields(manifest);
  return async (name, params, files) => {
    try {
      const { connection, input } = separate(name, params);
      const given = withMimeTypes(input, filesOf.get(name) ?? []);
      const output = await uploads.run(files, () => connector.run(name as string, given, { connection }));
      return JSON.parse(JSON.stringify(output)) as object;
    } catch (error) {
      // Falafel takes a plain object as the error it is; of an Error it would keep the stack.
      // oxlint-disable-next-line no-throw-literal
      throw rejectionOf(error);
    }
  };
}

/** By operation, the inputs that are files. */
function fileFields({ operations }: Manifest): Map<string, string[]> {
  return new Map(
    operations.map(({ name, input_schema }) => {
      const members = Object.entries(input_schema.properties as Record<string, JsonSchema>);
      return [name, members.filter(([, { format }]) => format === 'file').map(([field]) => field)];
    }),
  );
}

/** In falafel, a file object's MIME type may be null. */
function withMimeTypes(input: object, fields: readonly string[]): object {
  const files = fields.flatMap((field) => {
    const file = (input as Record<string, { mime_type?: unknown } | undefined>)[field];
    return file?.mime_type === null ? [[field, { ...file, mime_type: 'application/octet-stream' }]] : [];
  });
  return { ...input, ...Object.fromEntries(files) };
}
