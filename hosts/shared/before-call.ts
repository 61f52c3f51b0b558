import type { Connection, Connector } from '../../connector/index.ts';

/**
 * Takes an input through the stages before the call, and no further.
 * @throws ConnectorError what would stop a run before it reaches S3
 */
export async function checkBeforeCall(
  connector: Connector,
  operation: string,
  input: unknown,
  { connection, signal }: { connection?: Connection | undefined; signal?: AbortSignal },
): Promise<void> {
  const controller = new AbortController();
  const onStage = ({ stage }: { stage: string }) => {
    if (stage === 'call_service') controller.abort();
  };
  const either = signal ? AbortSignal.any([controller.signal, signal]) : controller.signal;
  await connector.run(operation, input, { connection, signal: either, onStage }).catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
}
