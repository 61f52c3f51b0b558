export const RESULTS = '@trayio/cdk-dsl/connector/operation/OperationHandler';

/** The type of the authentication. */
export const authSource = (
  user: string,
  forms: number,
) => `import type { TokenOperationHandlerAuth } from '${RESULTS}';

${user}
/** The connection form; what every user has in common, such as an endpoint, may be in \`app\`. */
export type User = ${Array.from({ length: forms }, (_, index) => `User${index + 1}`).join(' | ')};

export type Auth = TokenOperationHandlerAuth<User, object>;
`;

/** What every handler calls: between Tray's types and the bundled core's. */
export const runSource = (allowedEndpoints: readonly string[], storeFile: string) => `import {
  OperationHandlerError,
  OperationHandlerResult,
  type OperationHandlerContext,
} from '${RESULTS}';
import type { OperationHandlerInvocation } from '@trayio/cdk-dsl/connector/operation/OperationHandlerInvocation';
import type { Auth } from './Auth';
import { createRunner } from './core/index.cjs';
import { storeFile } from './${storeFile}/handler';

const run = createRunner({ allowedEndpoints: ${JSON.stringify(allowedEndpoints)} });

/** Runs an operation of the bundled connector, and gives its outcome as Tray's result. */
export async function runOperation<Output>(
  name: string,
  ctx: OperationHandlerContext<Auth>,
  input: object,
  invoke: OperationHandlerInvocation<Auth>,
): Promise<OperationHandlerResult<Output>> {
  const outcome = await run(name, input, ctx.auth, async (url) => {
    const stored = await invoke(storeFile)({ url });
    return stored.isSuccess ? { file: stored.value } : { failure: stored.error.message };
  });
  if (outcome.error === undefined) return OperationHandlerResult.success(outcome.output as Output);
  const { type, message, response } = outcome.error;
  return OperationHandlerResult.failure(OperationHandlerError[type](message, response));
}
`;

/** What the handlers may know of the bundled core. */
export const CORE_TYPES = `export interface TrayFile {
  name: string;
  url: string;
  mime_type: string;
  expires: number;
}

export type Store = (url: string) => Promise<{ file: TrayFile } | { failure: string }>;

export type ErrorType = 'connectorError' | 'apiError' | 'userInputError' | 'timeoutError';

export interface Outcome {
  output?: object;
  error?: { type: ErrorType; message: string; response: Record<string, any> };
}

export function createRunner(settings: {
  allowedEndpoints: readonly string[];
}): (name: string, input: object, auth: object | undefined, store: Store) => Promise<Outcome>;
`;
