import type { CompleteMultipartUploadRequest, PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { annotate } from '../src/index.ts';
import { fail } from './errors.ts';
import type { Fingerprint } from './fingerprint.ts';

export type Sdk = typeof import('@aws-sdk/client-s3');

/** Limits of a multipart upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MOST_PARTS = 10_000;

/** How long removing the parts, or learning the id that they go by, may hold up a run that has ended. */
const SECONDS_TO_CLEAN_UP = 30;

/** An upload under way, as its requests tell of it. */
export interface Supervisor {
  /** The client to upload with. */
  client: S3Client;
  /** Aborts when the run does, and when any part of the upload has failed. */
  running: AbortSignal;
  /** Ends the upload; the first reason is the one that counts. */
  stop(reason: unknown): void;
  /** The error to throw for one that the upload ended with: the first, and what it left behind. */
  explained(error: unknown): unknown;
}

/**
 * What lib-storage lacks: the first failure ends all requests, and so does the run's signal, but for the ones that
 * keep parts from being left behind; S3 is told size and checksum to expect when it puts the parts together; parts
 * that could not be removed are spoken of.
 */
export function supervise(
  client: S3Client,
  sdk: Sdk,
  request: PutObjectCommandInput,
  fingerprint: Pick<Fingerprint, 'whole'>,
  signal: AbortSignal,
): Supervisor {
  const stopped = new AbortController();
  const running = AbortSignal.any([signal, stopped.signal]);
  let failure: unknown;
  let leftUpload: string | undefined;

  const stop = (reason: unknown) => {
    failure ??= reason;
    stopped.abort();
  };
  const removeParts = async (command: InstanceType<Sdk['AbortMultipartUploadCommand']>) => {
    const { RequestPayer, ExpectedBucketOwner } = request;
    Object.assign(command.input, { RequestPayer, ExpectedBucketOwner });
    const abortSignal = AbortSignal.timeout(SECONDS_TO_CLEAN_UP * 1000);
    await client.send(command, { abortSignal }).catch((error: Error) => {
      if (error.name !== 'NoSuchUpload') leftUpload = command.input.UploadId;
    });
  };
  const send = async (command: { input: object }) => {
    if (command instanceof sdk.AbortMultipartUploadCommand) return removeParts(command);
    try {
      running.throwIfAborted();
      if (command instanceof sdk.UploadPartCommand) checkPartNumber(command.input.PartNumber);
      if (command instanceof sdk.CompleteMultipartUploadCommand)
        Object.assign(command.input, fingerprint.whole() satisfies Partial<CompleteMultipartUploadRequest>);
      // Were the start of an upload cut off, it could have started all the same, under an id that nobody knows.
      const isStart = command instanceof sdk.CreateMultipartUploadCommand;
      const abortSignal = isStart ? delayed(running, SECONDS_TO_CLEAN_UP) : running;
      return await client.send(command as never, { abortSignal });
    } catch (error) {
      stop(error);
      throw error;
    }
  };
  return {
    client: { config: client.config, send } as unknown as S3Client,
    running,
    stop,
    explained: (error) => {
      const first = failure ?? error;
      return leftUpload === undefined ? first : annotate(first, leftBehind(leftUpload));
    },
  };
}

function checkPartNumber(number: number | undefined): void {
  if (Number(number) > MOST_PARTS) throw fail('too_many_parts');
}

/** A signal that aborts some time after another one. */
function delayed(signal: AbortSignal, seconds: number): AbortSignal {
  const controller = new AbortController();
  const begin = () => setTimeout(() => controller.abort(signal.reason), seconds * 1000).unref();
  signal.addEventListener('abort', begin, { once: true });
  return controller.signal;
}

const leftBehind = (uploadId: string) => ({
  text: 'The parts uploaded so far could not be removed and go on costing storage.',
  fix: 'Allow s3:AbortMultipartUpload, and remove them: abort the upload named in the details, or have a lifecycle rule do it.',
  details: { unfinished_upload_id: uploadId },
});
