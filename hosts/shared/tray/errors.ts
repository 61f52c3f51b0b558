import { errorsOf, runtimeErrors, type CatalogueEntry } from '../../../connector/index.ts';

/** What can go wrong in Tray's hosts; what the file layer has a word for keeps it. */
const trayErrors = {
  file_interrupted: runtimeErrors.file_interrupted,
  file_store_failed: runtimeErrors.file_store_failed,
  endpoint_refused: {
    category: 'permission',
    message: 'This connector does not let authentications choose the endpoint {origin}.',
    fix: 'Leave the endpoint out for AWS, or build the connector with this one among its allowed endpoints.',
    retryable: false,
  },
} satisfies Record<string, CatalogueEntry>;

export const fail = errorsOf(trayErrors);
