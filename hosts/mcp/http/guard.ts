import { createAddressGuard, createTokenGuard } from '../../shared/guards.ts';
import { fail } from '../errors.ts';

const STATUS = { host_refused: 421, origin_refused: 403, token_missing: 401, token_wrong: 401 };

/** Answers the requests that must not reach the server; undefined for the others. */
export function createGuard(address: string, token: string): (request: Request) => Response | undefined {
  const refuseAddress = createAddressGuard(address);
  const refuseToken = createTokenGuard(token);
  return ({ headers }) => {
    const host = headers.get('host');
    const refusal =
      refuseAddress({ host, origin: headers.get('origin') }) ??
      refuseToken({ authorization: headers.get('authorization') });
    return refusal && answer(refusal, host);
  };
}

function answer(refusal: keyof typeof STATUS, host: string | null): Response {
  const { message, fix } = fail(refusal, { host: host ?? '' });
  const status = STATUS[refusal];
  return Response.json(
    { jsonrpc: '2.0', error: { code: -32_000, message: `${message} ${fix}` }, id: null },
    { status, headers: status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {} },
  );
}
