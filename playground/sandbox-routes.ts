import express, { Router } from 'express';
import { ConnectorError } from '../connector/index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import { callIam, elementOf } from './sandbox-iam.ts';

/** The limited user, and the one policy it has. */
export interface LimitedUser {
  /** The id of its connection. */
  connection: string;
  name: string;
  policy: string;
}

/** `GET` and `PUT /sandbox/policy`: what the sandbox's limited user may do. */
export function sandboxRoutes(sandbox: Sandbox, { connection, name, policy }: LimitedUser): Router {
  const router = Router();
  const parameters = { UserName: name, PolicyName: policy };
  router.get('/sandbox/policy', async (_request, response) => {
    const answer = await callIam(sandbox, { Action: 'GetUserPolicy', ...parameters });
    const document: unknown = JSON.parse(decodeURIComponent(elementOf(answer, 'PolicyDocument') ?? ''));
    response.json({ connection, user: name, document });
  });
  router.put('/sandbox/policy', express.json(), async (request, response) => {
    const PolicyDocument = JSON.stringify(
      (request.body as { document?: unknown } | undefined)?.document ?? null,
    );
    await callIam(sandbox, { Action: 'PutUserPolicy', ...parameters, PolicyDocument }).catch(
      (error: Error) => {
        throw refused(error.message);
      },
    );
    response.json({ connection, user: name });
  });
  return router;
}

const refused = (reason: string) =>
  new ConnectorError({
    code: 'policy_refused',
    category: 'input',
    message: `The sandbox's IAM does not take this policy: ${reason}`,
    fix: 'Correct the policy.',
    retryable: false,
  });
