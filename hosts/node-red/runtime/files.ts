import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { createDirectoryStore, createGuardedFetch, type DirectoryStore } from '../../../connector/index.ts';
import { fileHeaders } from '../../shared/file-headers.ts';
import type { NodeRed } from './red.ts';

const PATH = 'aws-s3-connector/files';
const FOLDER = 'aws-s3-connector-files';

/**
 * Where the files of flows are kept: a folder of the user directory. Messages carry file objects, whose signed links
 * Node-RED serves and which end with the process; streams would not survive that Node-RED clones messages.
 */
export function createFiles(RED: NodeRed): DirectoryStore {
  const { userDir, awsS3Connector = {} } = RED.settings;
  const files = createDirectoryStore({
    directory: join(userDir ?? tmpdir(), FOLDER),
    baseUrl: awsS3Connector.filesUrl ?? ownAddress(RED),
    fetch: createGuardedFetch({ allowedOrigins: awsS3Connector.allowedOrigins }),
  });
  serve(RED, files);
  return files;
}

function ownAddress({ settings }: NodeRed): string {
  const protocol = settings.https ? 'https' : 'http';
  const root = settings.httpNodeRoot || '/';
  return `${protocol}://127.0.0.1:${settings.uiPort ?? 1880}${root.replace(/\/*$/, '/')}${PATH}`;
}

/** `GET /aws-s3-connector/files/:id/:name?expires=&signature=`: the link is the permission. */
function serve(RED: NodeRed, files: DirectoryStore): void {
  RED.httpNode.get(`/${PATH}/:id/:name`, async (request, response) => {
    try {
      const file = await files.read(String(request.params.id), request.query);
      response.attachment(file.name).set('Content-Length', String(file.size));
      // Not by `set`, which would add a charset that the file may not have.
      response.setHeaders(new Map(Object.entries(fileHeaders(file))));
      await pipeline(file.stream(), response);
    } catch {
      if (!response.headersSent) response.status(404).end();
    }
  });
}
