import { Router, type Request } from 'express';
import { ConnectorError } from '../connector/index.ts';
import { jsonBody, membersOf } from '../hosts/http/body.ts';
import type { Sandbox } from '../sandbox/index.ts';
import { POLICY_NAME, type DemoUser } from './demo-users.ts';
import { callIam, elementOf } from './sandbox-iam.ts';

/** The largest policy document that IAM takes is far smaller, in bytes. */
const LARGEST_POLICY = 256 * 1024;

/** `GET /sandbox/users`: who there is and what each may do. `PUT /sandbox/users/:connection`: from now on, this. */
export function sandboxRoutes(sandbox: Sandbox, users: readonly DemoUser[]): Router {
  const router = Router();
  const view = async ({ connection, label, may, user }: DemoUser) => ({
    connection,
    label,
    may,
    ...(user === undefined ? {} : { user: user.name, document: await policyOf(sandbox, user.name) }),
  });
  router.get('/sandbox/users', async (_request, response) => {
    response.json({ users: await Promise.all(users.map(view)) });
  });
  router.put('/sandbox/users/:connection', jsonBody(LARGEST_POLICY), async (request, response) => {
    const found = userIn(request, users);
    const { document = null } = membersOf(request, ['document']);
    await callIam(sandbox, {
      Action: 'PutUserPolicy',
      UserName: found.user.name,
      PolicyName: POLICY_NAME,
      PolicyDocument: JSON.stringify(document),
    }).catch((error: Error) => {
      throw refused(error.message);
    });
    response.json(await view(found));
  });
  return router;
}

async function policyOf(sandbox: Sandbox, name: string): Promise<unknown> {
  const answer = await callIam(sandbox, {
    Action: 'GetUserPolicy',
    UserName: name,
    PolicyName: POLICY_NAME,
  });
  return JSON.parse(decodeURIComponent(elementOf(answer, 'PolicyDocument') ?? ''));
}

function userIn({ params }: Request, users: readonly DemoUser[]): Required<DemoUser> {
  const found = users.find(({ connection, user }) => connection === params.connection && user !== undefined);
  if (found !== undefined) return found as Required<DemoUser>;
  throw new ConnectorError({
    code: 'demo_user_unknown',
    category: 'not_found',
    message: 'The sandbox has no user with a policy by this name.',
    fix: `Choose one of ${users.flatMap(({ connection, user }) => (user ? connection : [])).join(', ')}.`,
    retryable: false,
  });
}

const refused = (reason: string) =>
  new ConnectorError({
    code: 'policy_refused',
    category: 'input',
    message: `The sandbox's IAM does not take this policy: ${reason}`,
    fix: 'Correct the policy.',
    retryable: false,
  });
