import type { EvaluationResult, SimulatePrincipalPolicyCommandInput } from '@aws-sdk/client-iam';
import type { S3 } from '../../client.ts';
import { pagesOf } from '../pages.ts';

/** IAM's own largest page. */
const LARGEST_PAGE = 1000;

export type Entries = NonNullable<SimulatePrincipalPolicyCommandInput['ContextEntries']>;

/** One action on one resource. */
export interface Pair {
  action: string;
  resource: string;
}

/** What IAM's simulator says to one pair. */
export interface Simulated {
  decision: 'allowed' | 'explicit_deny' | 'implicit_deny';
  /** The policy whose statement decided. */
  policy?: string;
  /** Context keys that policies ask for, and that were not given. */
  missing: readonly string[];
  /** What other kind of policy does not allow it. */
  limit?: string;
}

export const nameOf = ({ action, resource }: Pair): string => `${action} ${resource}`.toLowerCase();

/** Asks the simulator about pairs, resource by resource: IAM would take every action on every resource. */
export async function simulate(
  client: S3,
  principal: string,
  pairs: readonly Pair[],
  entries: Entries,
): Promise<Map<string, Simulated>> {
  const found = new Map<string, Simulated>();
  for (const resource of new Set(pairs.map((pair) => pair.resource))) {
    const ofResource = pairs.filter((pair) => pair.resource === resource).map(({ action }) => action);
    const request = {
      PolicySourceArn: principal,
      ActionNames: [...new Set(ofResource)],
      ResourceArns: [resource],
      ContextEntries: entries,
    };
    for (const result of await resultsOf(client, request))
      found.set(nameOf({ action: result.EvalActionName ?? '', resource }), simulatedOf(result));
  }
  return found;
}

async function resultsOf(client: S3, request: SimulatePrincipalPolicyCommandInput) {
  const all = { return_all: true, page_size: LARGEST_PAGE, from: undefined };
  const { pages } = await pagesOf<string, ResultPage>(all, async (size, from) => {
    const paged = { ...request, MaxItems: size, Marker: from };
    const {
      EvaluationResults: results = [],
      IsTruncated,
      Marker,
    } = await client.iam.send('SimulatePrincipalPolicy', paged);
    return { results, entries: results.length, is_truncated: IsTruncated === true, next: Marker };
  });
  return pages.flatMap(({ results }) => results);
}

interface ResultPage {
  results: EvaluationResult[];
  entries: number;
  is_truncated: boolean;
  next: string | undefined;
}

const DECISIONS = {
  allowed: 'allowed',
  explicitDeny: 'explicit_deny',
  implicitDeny: 'implicit_deny',
} as const;

function simulatedOf(result: EvaluationResult): Simulated {
  const { EvalDecision = 'implicitDeny', MatchedStatements = [], MissingContextValues = [] } = result;
  const policy = MatchedStatements[0]?.SourcePolicyId;
  const limit = limitOf(result);
  return {
    decision: DECISIONS[EvalDecision],
    ...(policy === undefined ? {} : { policy }),
    ...(limit === undefined ? {} : { limit }),
    missing: MissingContextValues,
  };
}

function limitOf(result: EvaluationResult): string | undefined {
  const { PermissionsBoundaryDecisionDetail: boundary, OrganizationsDecisionDetail: organization } = result;
  if (organization?.AllowedByOrganizations === false) return "the organization's policies do";
  return boundary?.AllowedByPermissionsBoundary === false ? 'the permissions boundary does' : undefined;
}
