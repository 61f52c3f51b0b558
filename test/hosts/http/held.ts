/** S3 that keeps every request waiting until the test answers it. */
export interface HeldS3 {
  /** For `connector.requestHandler`. */
  requestHandler: never;
  /** Resolves with the next request that arrives. */
  next(): Promise<HeldRequest>;
}

export interface HeldRequest {
  signal: AbortSignal;
  /** Answers it, with nothing but a status. */
  answer(status?: number): void;
}

export function holdS3(): HeldS3 {
  const arrived: HeldRequest[] = [];
  const waiting: ((request: HeldRequest) => void)[] = [];
  const handle = (_request: unknown, { abortSignal: signal }: { abortSignal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      const answer = (statusCode = 200) =>
        resolve({ response: { statusCode, headers: {}, body: undefined } });
      const request = { signal, answer };
      const taker = waiting.shift();
      if (taker) taker(request);
      else arrived.push(request);
    });
  const next = () =>
    new Promise<HeldRequest>((resolve) => {
      const request = arrived.shift();
      if (request) resolve(request);
      else waiting.push(resolve);
    });
  return { requestHandler: { handle } as never, next };
}
