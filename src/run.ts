import { setMaxListeners } from 'node:events';
import type { Operation } from './define.ts';
import { explain } from './explain.ts';
import type { Host, RunOptions } from './runtime.ts';
import type { Service } from './service.ts';
import { callService } from './stages/call-service.ts';
import { checkPermissions } from './stages/check-permissions.ts';
import { resolveAuth } from './stages/resolve-auth.ts';
import { selectRegion } from './stages/select-region.ts';
import { validateInput } from './stages/validate-input.ts';
import { validateOutput } from './stages/validate-output.ts';
import { createTrace } from './trace.ts';

/**
 * The pipeline. Every operation of every connector runs through these six stages in this order; whatever fails,
 * wherever, leaves as one ConnectorError.
 *
 * @param given the input as the caller gave it; it is not changed
 * @throws ConnectorError
 */
export async function run<Client>(
  operation: Operation,
  given: unknown,
  service: Service<Client>,
  host: Host,
  options: RunOptions,
): Promise<object> {
  const { validator } = host;
  const { policies = host.policies } = options;
  const signal = interruptible(options, host.clock);
  const trace = createTrace(options.onStage);
  try {
    trace.enter('resolve_auth');
    const auth = resolveAuth(operation, options.connection, service, host);

    trace.enter('select_region');
    const region = selectRegion(operation, given, auth, service);

    trace.enter('validate_input');
    const input = validateInput(operation, given, auth, validator);

    trace.enter('check_permissions');
    const call = { operation, input, connection: auth.connection, region };
    trace.note(checkPermissions(call, policies, service, host));

    trace.enter('call_service');
    const answer = await callService(operation, input, auth, region, service, {
      ...host,
      ...options,
      signal,
    });

    trace.enter('validate_output');
    const output = validateOutput(operation, answer, validator);

    trace.end('done');
    return output;
  } catch (error) {
    trace.end('failed');
    throw explain(
      error,
      {
        operation,
        stage: trace.stage,
        notes: trace.notes,
        policies,
        given,
        connection: options.connection,
        signal,
      },
      service,
      host,
    );
  }
}

/** The caller's signal, joined with the deadline when there is one; most runs have neither. */
function interruptible({ signal, deadline }: RunOptions, clock: () => Date): AbortSignal | undefined {
  // Many runs may share one signal, and each request listens to it: that is no leak to warn of.
  if (signal) setMaxListeners(0, signal);
  if (deadline === undefined) return signal;
  const remaining = deadline.getTime() - clock().getTime();
  if (remaining <= 0) return AbortSignal.abort(new DOMException('The deadline has passed', 'TimeoutError'));
  const timeout = AbortSignal.timeout(remaining);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}
