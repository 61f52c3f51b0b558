import { useCallback, useReducer, useRef } from 'react';
import { factsOf } from '../api/failure.ts';
import type { ErrorFacts } from '../api/types.ts';
import { uploadObject, type Place } from './actions.ts';

export interface Upload {
  id: string;
  key: string;
  size: number;
  done: number;
  status: 'running' | 'done' | 'failed' | 'cancelled';
  error?: ErrorFacts;
}

type Change = { add: Upload } | { id: string; with: Partial<Upload> } | 'clear';

function reduce(uploads: readonly Upload[], change: Change): readonly Upload[] {
  if (change === 'clear') return uploads.filter(({ status }) => status === 'running');
  if ('add' in change) return [...uploads, change.add];
  return uploads.map((upload) => (upload.id === change.id ? { ...upload, ...change.with } : upload));
}

/** Uploads into a folder; each can be followed and cancelled. */
export function useUploads(place: Place, prefix: string, onDone: () => void) {
  const [uploads, change] = useReducer(reduce, []);
  const running = useRef(new Map<string, AbortController>());

  const start = async (file: File) => {
    const [id, key, controller] = [crypto.randomUUID(), prefix + file.name, new AbortController()];
    running.current.set(id, controller);
    change({ add: { id, key, size: file.size, done: 0, status: 'running' } });
    try {
      const { signal } = controller;
      await uploadObject(place, key, file, { signal, onProgress: (done) => change({ id, with: { done } }) });
      change({ id, with: { status: 'done', done: file.size } });
      onDone();
    } catch (error) {
      const status = controller.signal.aborted ? 'cancelled' : 'failed';
      change({ id, with: { status, error: factsOf(error) } });
    } finally {
      running.current.delete(id);
    }
  };

  return {
    uploads,
    add: (files: readonly File[]) => files.forEach((file) => void start(file)),
    cancel: useCallback((id: string) => running.current.get(id)?.abort(), []),
    clear: useCallback(() => change('clear'), []),
  };
}
