import { answers, bodyOf, inPath, json, objectOf, schemaNamed, TEXT } from '../parts.ts';
import type { Paths } from './index.ts';

/** What may be told of connections, and changed. */
export const CONNECTION_PATHS: Paths = {
  '/api/connections': {
    get: {
      operationId: 'list_connections',
      summary: 'What connections there are, never what they hold',
      responses: answers(200, 'The connections.', json(schemaNamed('Connections'))),
    },
    post: {
      operationId: 'add_connection',
      summary: 'Adds a connection, where the server lets clients',
      requestBody: bodyOf(json(objectOf({ 'label?': TEXT, connection: schemaNamed('connection') }))),
      responses: answers(201, 'The new one.', json(schemaNamed('Connection'))),
    },
  },
  '/api/connections/{id}': {
    parameters: [inPath('id', 'Of the connection.')],
    delete: {
      operationId: 'remove_connection',
      summary: 'Removes a connection, where the server lets clients',
      responses: answers(204, 'It is gone.'),
    },
  },
};
