import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Response } from 'express';
import { afterEach, expect, it, vi } from 'vitest';
import { answerError } from '../../../hosts/http/index.ts';
import { answerWithEvents, type Watcher } from '../../../hosts/http/events.ts';
import { eventsIn } from './support.ts';

afterEach(() => void vi.useRealTimers());

/** As much of a response as events need. */
function recorded() {
  const stream = new PassThrough();
  const response = Object.assign(stream, { set: () => response, flushHeaders: () => {} });
  return { response: response as unknown as Response, events: text(stream).then(eventsIn) };
}

const reports = (count: number) => async (watcher: Watcher) => {
  for (let bytes = 1; bytes <= count; bytes += 1) {
    watcher.onProgress(bytes, count);
    vi.advanceTimersByTime(1);
  }
  return {};
};

it('a thousand reports in a second become ten or so, the first and the last among them', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
  const { response, events } = recorded();
  await answerWithEvents(response, reports(1000));
  const progress = (await events).filter(({ event }) => event === 'progress').map(({ data }) => data.bytes);
  expect(progress).toEqual([1, 101, 201, 301, 401, 501, 601, 701, 801, 901, 1000]);
});

it('a run that is silent for long is kept alive, and no longer than it goes', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { response } = recorded();
  const write = vi.spyOn(response, 'write');
  await answerWithEvents(response, async () => {
    vi.advanceTimersByTime(31_000);
    return {};
  });
  expect(write.mock.calls.filter(([part]) => part === ': running\n\n')).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});

it.each([{ headersSent: true }, { destroyed: true }])('half an answer is broken off: %o', (state) => {
  const response = { ...state, locals: {}, destroy: vi.fn<() => void>(), status: vi.fn<() => void>() };
  answerError(new Error('the disk is gone'), {} as never, response as never, () => {});
  expect(response.destroy).toHaveBeenCalledOnce();
  expect(response.status).not.toHaveBeenCalled();
});
