import type { Part } from '../parts.ts';
import { CONNECTION_PATHS } from './connections.ts';
import { DESCRIPTION_PATHS } from './descriptions.ts';
import { FILE_PATHS } from './files.ts';
import { FORM_PATHS } from './forms.ts';
import { PERMISSION_PATHS } from './permissions.ts';
import { SERVER_PATHS } from './server.ts';

/** Path items by their path. */
export type Paths = Readonly<Record<string, Readonly<Record<string, Part | readonly Part[]>>>>;

/** The paths that are there whatever operations there are: those of each tag, and what the tag is about. */
export const ROUTES: Readonly<Record<string, readonly [paths: Paths, description: string]>> = {
  forms: [FORM_PATHS, 'What a form asks for while it is filled in.'],
  files: [FILE_PATHS, 'Files between the steps of a workflow.'],
  connections: [CONNECTION_PATHS, 'How requests are signed, and where they go; never with the secrets.'],
  permissions: [PERMISSION_PATHS, 'What calls need and policies allow; nothing is called.'],
  descriptions: [DESCRIPTION_PATHS, 'What there is to run, as data.'],
  server: [SERVER_PATHS, 'For whoever looks after the server.'],
};
