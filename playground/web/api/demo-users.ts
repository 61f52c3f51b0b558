import { get, put } from './client.ts';
import type { Values } from './types.ts';

/** A policy as JSON has it. */
export interface PolicyDocument {
  Version: string;
  Statement: Values[];
}

/** A user of the sandbox, as whom calls can be made. */
export interface DemoUser {
  /** The id of its connection. */
  connection: string;
  label: string;
  /** What it may do at first, in a few words. */
  may: string;
  /** What it is called, and what it may do now; the administrator, who may do everything, has neither. */
  user?: string;
  document?: PolicyDocument;
}

export const listDemoUsers = async (): Promise<DemoUser[]> =>
  (await get<{ users: DemoUser[] }>('sandbox/users')).users;

/** From now on the user may do this, and nothing else. */
export const attachPolicy = ({ connection }: DemoUser, document: PolicyDocument) =>
  put<DemoUser>(`sandbox/users/${encodeURIComponent(connection)}`, { document });

/** Adds statements to what a user may do already. Sids must differ within a policy, so the new ones go. */
export function addToPolicy(user: DemoUser, { Statement }: PolicyDocument): Promise<DemoUser> {
  const present = user.document ?? { Version: '2012-10-17', Statement: [] };
  const added = Statement.map((statement) => ({ ...statement, Sid: undefined }));
  return attachPolicy(user, { ...present, Statement: [...[present.Statement].flat(), ...added] });
}
