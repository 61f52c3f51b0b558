import type { FaultRule } from '../faults/rules.ts';
import type { SandboxControls } from './interface.ts';
import { Refusal, checkMembers } from './read-json.ts';
import type { JsonBody } from './read-json.ts';

interface ControlRoute {
  method: string;
  path: RegExp;
  run: (controls: SandboxControls, request: { id: string; body: JsonBody }) => Answered | Promise<Answered>;
}

interface Answered {
  status: number;
  body?: unknown;
}

const DONE: Answered = { status: 204 };

/** Everything that can be done from outside; each is a method of the sandbox too. */
export const CONTROL_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: /^\/$/, run: (controls) => ({ status: 200, body: stateOf(controls) }) },
  { method: 'POST', path: /^\/clock$/, run: moveClock },
  { method: 'POST', path: /^\/lifecycle$/, run: async (controls) => done(controls.runLifecycle()) },
  { method: 'POST', path: /^\/reset$/, run: async (controls) => done(controls.reset()) },
  { method: 'GET', path: /^\/faults$/, run: (controls) => ({ status: 200, body: controls.listFaults() }) },
  { method: 'POST', path: /^\/faults$/, run: addFault },
  { method: 'DELETE', path: /^\/faults$/, run: (controls) => done(controls.clearFaults()) },
  {
    method: 'DELETE',
    path: /^\/faults\/(?<id>[^/]+)$/,
    run: (controls, { id }) => found(controls.removeFault(id), id),
  },
  {
    method: 'GET',
    path: /^\/snapshots$/,
    run: (controls) => ({ status: 200, body: controls.listSnapshots() }),
  },
  {
    method: 'POST',
    path: /^\/snapshots$/,
    run: async (controls) => ({ status: 201, body: { id: await controls.snapshot() } }),
  },
  { method: 'POST', path: /^\/snapshots\/(?<id>[^/]+)\/restore$/, run: restore },
  {
    method: 'DELETE',
    path: /^\/snapshots\/(?<id>[^/]+)$/,
    run: (controls, { id }) => found(controls.dropSnapshot(id), id),
  },
];

function stateOf(controls: SandboxControls): object {
  return { now: controls.now(), faults: controls.listFaults(), snapshots: controls.listSnapshots() };
}

async function moveClock(controls: SandboxControls, { body }: { body: JsonBody }): Promise<Answered> {
  const number = 'number';
  checkMembers(body, {
    days: number,
    hours: number,
    minutes: number,
    seconds: number,
    to: 'string',
    skew_seconds: number,
  });
  const { to, skew_seconds, ...by } = body as Record<string, number> & { to?: string };
  const until = to === undefined ? undefined : new Date(to);
  if (Number.isNaN(until?.getTime())) throw new Refusal(400, 'to must be a time in ISO 8601');
  if (skew_seconds !== undefined) controls.skewClock(skew_seconds);
  const now = await controls.advanceClock({ ...by, ...(until !== undefined && { to: until }) });
  return { status: 200, body: { now } };
}

function addFault(controls: SandboxControls, { body }: { body: JsonBody }): Answered {
  const [text, number] = ['string', 'number'] as const;
  checkMembers(body, {
    fault: text,
    api: 'strings',
    bucket: text,
    key: text,
    count: number,
    after: number,
    share: number,
    delay_ms: number,
  });
  return { status: 201, body: controls.addFault(body as unknown as FaultRule) };
}

async function restore(controls: SandboxControls, { id }: { id: string }): Promise<Answered> {
  if (!controls.listSnapshots().includes(id)) return found(false, id);
  return done(controls.restore(id));
}

async function done(doing: void | Promise<void>): Promise<Answered> {
  await doing;
  return DONE;
}

function found(was: boolean, id: string): Answered {
  if (!was) throw new Refusal(404, `There is no ${id}`);
  return DONE;
}
