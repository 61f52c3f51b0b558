/** Where calls went that failed, when it was not S3: a failure of the network does not say so by itself. */
const addresses = new WeakMap<Error, string>();

/** Makes a call; should it fail, `calledAt` knows where it went. */
export async function callTo<Result>(address: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error) addresses.set(error, address);
    throw error;
  }
}

/** The address that a failed call went to; undefined for one that went to S3. */
export const calledAt = (error: Error): string | undefined => addresses.get(error);
