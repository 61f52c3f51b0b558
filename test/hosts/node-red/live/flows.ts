import type { Sandbox } from '../../../../sandbox/index.ts';
import type { FlowNode } from './node-red.ts';

/** A field of a node, as the editor stores it. */
export interface Setting {
  type: string;
  value: string;
}

export const constant = (value: string): Setting => ({ type: 'str', value });
export const fromMessage = (value: string): Setting => ({ type: 'msg', value });

/** The config node of a sandbox's administrator. */
export function connectionTo(
  sandbox: Pick<Sandbox, 'endpoint' | 'region' | 'access_key' | 'secret_key'>,
): FlowNode {
  const { endpoint, region, access_key, secret_key } = sandbox;
  return {
    id: 'connection',
    type: 'aws-s3-connection',
    name: 'Sandbox',
    connectionType: 'access_key',
    settings: { region, endpoint },
    credentials: { access_key, secret_key },
  };
}

/** `POST /<operation>`: the request is the message of one node; its payload is the answer, its error one of 500. */
export function endpoint(
  operation: string,
  input: Record<string, Setting>,
  connection = 'connection',
): FlowNode[] {
  const tab = `tab-${operation}`;
  const id = (name: string) => `${operation}-${name}`;
  const at = { z: tab, x: 100, y: 100 };
  const failure = '$$.error.{"message": message, "code": code, "cause": cause, "source": source.type}';
  const set = (property: string, to: string, tot: string) => ({ t: 'set', p: property, pt: 'msg', to, tot });
  return [
    { id: tab, type: 'tab', label: operation },
    {
      ...at,
      id: id('in'),
      type: 'http in',
      url: `/${operation}`,
      method: 'post',
      wires: [[id('run')]],
    },
    {
      ...at,
      id: id('run'),
      type: `aws-s3-${operation.replaceAll('_', '-')}`,
      connection,
      input,
      wires: [[id('out')]],
    },
    { ...at, id: id('catch'), type: 'catch', scope: null, wires: [[id('failure')]] },
    {
      ...at,
      id: id('failure'),
      type: 'change',
      rules: [set('payload', failure, 'jsonata'), set('statusCode', '500', 'num')],
      wires: [[id('out')]],
    },
    { ...at, id: id('out'), type: 'http response', wires: [] },
  ];
}
