import { errorsOf, type CatalogueEntry, type ConnectorError } from '../../../connector/index.ts';

/** What can go wrong before an operation is reached. */
const nodeRedErrors = {
  connection_missing: {
    category: 'auth',
    message: 'The node has no connection.',
    fix: 'Open the node, choose a connection or add one, and deploy.',
    retryable: false,
  },
  connection_not_deployed: {
    category: 'auth',
    message: 'The connection is not deployed yet, so it cannot be asked for choices.',
    fix: 'Deploy, and open the node again; until then, type the value.',
    retryable: false,
  },
  lookup_unknown: {
    category: 'input',
    message: 'The field "{field}" has no choices to look up.',
    fix: 'Type the value.',
    retryable: false,
  },
  setting_not_json: {
    category: 'input',
    message: '"{field}" should be JSON and is not.',
    fix: 'Correct the value, for example ["one", "two"].',
    retryable: false,
  },
  value_unavailable: {
    category: 'input',
    message: '"{field}" cannot be read from where the node says: {reason}',
    fix: 'Open the node and correct the expression or the property.',
    retryable: false,
  },
} as const satisfies Record<string, CatalogueEntry>;

export const fail = errorsOf(nodeRedErrors);

/**
 * An error as Catch nodes read it: they copy message, code and cause. The cause holds everything else: category, fix,
 * stage, whether to retry.
 */
export function asNodeError(error: ConnectorError): Error {
  const { code, message, fix, ...facts } = error.toJSON();
  const sentence = `${message} ${fix}`;
  const cause = JSON.parse(JSON.stringify({ ...facts, message, fix })) as object;
  // Node-RED takes the text from toString, which would put the class before it.
  const hidden = { enumerable: false, value: () => sentence };
  return Object.defineProperty(Object.assign(new Error(sentence), { code, cause }), 'toString', hidden);
}
