import {
  answers,
  ANY_OBJECT,
  bodyOf,
  BYTES,
  inPath,
  inQuery,
  json,
  objectOf,
  OPEN,
  schemaNamed,
  TEXT,
} from '../parts.ts';
import type { Paths } from './index.ts';

const NAME = inPath('name', 'The name of an operation.');
const ANYTHING = { '*/*': { schema: {} } };

/** Files into the server, out of it, and through it. */
export const FILE_PATHS: Paths = {
  '/api/files': {
    post: {
      operationId: 'upload_file',
      summary: 'Keeps bytes as a file object, for operations that take one',
      parameters: [inQuery('name', 'What it is called.'), inQuery('mime_type', 'What it is.')],
      requestBody: bodyOf(BYTES, 'The bytes.'),
      responses: answers(201, 'The file object.', json(schemaNamed('File'))),
    },
  },
  '/files/{id}/{name}': {
    parameters: [inPath('id', 'Of the file.'), inPath('name', 'Of the file.')],
    get: {
      operationId: 'download_file',
      summary: 'The bytes of a file object, whole or by range',
      description: 'The `url` of a file object, whose signature is the permission.',
      ...OPEN,
      parameters: [
        inQuery('expires', 'From the link.', true),
        inQuery('signature', 'From the link.', true),
        { name: 'Range', in: 'header', schema: TEXT },
      ],
      responses: {
        ...answers(200, 'All of the bytes.', ANYTHING),
        206: { description: 'The bytes of the range.', content: ANYTHING },
      },
    },
  },
  '/api/operations/{name}/send': {
    parameters: [NAME],
    put: {
      operationId: 'send_bytes',
      summary: 'Sends bytes by the request that an operation prepares, keeping nothing',
      parameters: [
        inQuery('connection', 'The id of a connection.', true),
        inQuery('input', "The operation's input, as JSON.", true),
      ],
      requestBody: bodyOf(BYTES, 'The bytes, with their Content-Length.'),
      responses: answers(201, "The operation's output.", json(objectOf({ output: ANY_OBJECT }))),
    },
  },
};
