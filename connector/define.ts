import type { Complete, Context, Contract, Description, Operation, Unchecked } from '../src/index.ts';
import type { S3 } from './client.ts';
import type { CommandName, RequestOf, ResponseOf } from './commands.ts';

/** An operation that is one S3 call: what to send, and what to make of the answer. Both are pure. */
interface OneCall<Name extends CommandName, Input, Output> {
  command: Name;
  request(input: Input, place: Place): NoInfer<RequestOf<Name>>;
  output(response: ResponseOf<Name>, input: Input, place: Place): NoInfer<Unchecked<Output>>;
}

/** Where the call goes, as far as requests and outputs speak of it. */
type Place = Pick<S3, 'region' | 'location'>;

/** An operation that is several calls, or none. */
interface SeveralCalls<Input, Output> {
  perform(context: Context<S3>, input: Input): Promise<NoInfer<Unchecked<Output>>>;
}

/**
 * Declares an operation of this connector. See `put_object_text` for one that is a single call and
 * `put_object_file` for one that is several.
 */
export function defineOperation<
  Name extends CommandName,
  Input,
  Output,
  Defaulted extends keyof Input = never,
>(
  contract: Contract<Input, Output, Defaulted>,
  definition: Description & OneCall<Name, Complete<Input, Defaulted>, Output>,
): Operation & { readonly contract: Contract<Input, Output, Defaulted> };
export function defineOperation<Input, Output, Defaulted extends keyof Input = never>(
  contract: Contract<Input, Output, Defaulted>,
  definition: Description & SeveralCalls<Complete<Input, Defaulted>, Output>,
): Operation & { readonly contract: Contract<Input, Output, Defaulted> };
export function defineOperation(contract: unknown, definition: unknown): never {
  const call = definition as OneCall<CommandName, never, never>;
  return { perform: oneCall(call), ...call, contract } as never;
}

function oneCall({ command, request, output }: OneCall<CommandName, never, never>) {
  return async ({ client }: Context<S3>, input: never): Promise<unknown> =>
    output((await client.send(command, request(input, client))) as never, input, client);
}
