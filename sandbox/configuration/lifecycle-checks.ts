import { S3Error } from '../errors.ts';
import type { LifecycleRule } from './lifecycle-shape.ts';

const MAXIMUM_ID_LENGTH = 255;
const MAXIMUM_NEWER_VERSIONS = 100;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const MINIMUM_DAYS_TO_INFREQUENT_ACCESS = 30;

type Transition = { days: number | undefined; StorageClass: string };

/**
 * What a rule's elements must agree on: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 * @throws S3Error `MalformedXML`, `InvalidArgument`, `InvalidRequest`
 */
export function checkLifecycleRule(rule: LifecycleRule): void {
  if ((rule.ID ?? '').length > MAXIMUM_ID_LENGTH) {
    throw invalid(`ID length should not exceed allowed limit of ${MAXIMUM_ID_LENGTH}`);
  }
  checkFilter(rule);
  checkActions(rule);
  checkExpiration(rule);
  checkTransitions(rule);
  checkNoncurrent(rule);
}

function checkFilter({ Filter, Prefix, AbortIncompleteMultipartUpload, Expiration }: LifecycleRule): void {
  if ((Filter === undefined) === (Prefix === undefined)) throw new S3Error('MalformedXML');
  const conditions = Object.values(Filter ?? {}).filter((condition) => condition !== undefined);
  if (conditions.length > 1) throw new S3Error('MalformedXML');
  const { And } = Filter ?? {};
  const inAnd = [And?.Prefix, And?.ObjectSizeGreaterThan, And?.ObjectSizeLessThan, ...(And?.Tag ?? [])];
  if (And !== undefined && inAnd.filter((condition) => condition !== undefined).length < 2) {
    throw new S3Error('MalformedXML');
  }
  const byTags = Filter?.Tag !== undefined || (And?.Tag.length ?? 0) > 0;
  if (byTags && AbortIncompleteMultipartUpload !== undefined) {
    throw refused('AbortIncompleteMultipartUpload cannot be specified with Tags.');
  }
  if (byTags && Expiration?.ExpiredObjectDeleteMarker !== undefined) {
    throw refused('ExpiredObjectDeleteMarker cannot be specified with Tags.');
  }
}

function checkActions(rule: LifecycleRule): void {
  const single = [rule.Expiration, rule.NoncurrentVersionExpiration, rule.AbortIncompleteMultipartUpload];
  const several = [...rule.Transition, ...rule.NoncurrentVersionTransition];
  if (several.length === 0 && single.every((action) => action === undefined)) {
    throw refused('At least one action needs to be specified in a rule');
  }
  const aborted = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? 1;
  if (aborted < 1) {
    throw invalid(
      "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
    );
  }
}

function checkExpiration({ Expiration }: LifecycleRule): void {
  if (Expiration === undefined) return;
  const { Days, Date: date, ExpiredObjectDeleteMarker } = Expiration;
  const said = [Days, date, ExpiredObjectDeleteMarker].filter((part) => part !== undefined);
  if (said.length !== 1) throw new S3Error('MalformedXML');
  if (Days !== undefined && Days < 1)
    throw invalid("'Days' for Expiration action must be a positive integer");
  checkMidnight(date);
}

function checkTransitions({ Transition, Expiration }: LifecycleRule): void {
  for (const { Days, Date: date, StorageClass } of Transition) {
    if ((Days === undefined) === (date === undefined)) throw new S3Error('MalformedXML');
    checkMidnight(date);
    checkDays({ days: Days, StorageClass }, 'Transition');
    const expires = Expiration?.Days;
    if (expires !== undefined && Days !== undefined && expires <= Days) {
      throw invalid("'Days' in the Expiration action must be greater than 'Days' in the Transition action");
    }
  }
  const classes = Transition.map(({ StorageClass }) => StorageClass);
  if (new Set(classes).size < classes.length) {
    throw invalid("'StorageClass' must be different for 'Transition' actions in same 'Rule'");
  }
}

function checkNoncurrent(rule: LifecycleRule): void {
  const actions = [rule.NoncurrentVersionExpiration, ...rule.NoncurrentVersionTransition];
  for (const action of actions.filter((found) => found !== undefined)) {
    const kept = action.NewerNoncurrentVersions;
    if (kept !== undefined && (kept < 1 || kept > MAXIMUM_NEWER_VERSIONS)) {
      throw invalid("'NewerNoncurrentVersions' must be a positive integer of at most 100");
    }
  }
  if ((rule.NoncurrentVersionExpiration?.NoncurrentDays ?? 1) < 1) {
    throw invalid("'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer");
  }
  for (const { NoncurrentDays, StorageClass } of rule.NoncurrentVersionTransition) {
    checkDays({ days: NoncurrentDays, StorageClass }, 'NoncurrentVersionTransition');
  }
}

function checkDays({ days, StorageClass }: Transition, action: string): void {
  const infrequent = StorageClass === 'STANDARD_IA' || StorageClass === 'ONEZONE_IA';
  const minimum = infrequent ? MINIMUM_DAYS_TO_INFREQUENT_ACCESS : 0;
  if (days === undefined || days >= minimum) return;
  throw invalid(
    `'Days' in ${action} action must be greater than or equal to ${minimum} for storageClass '${StorageClass}'`,
  );
}

function checkMidnight(date: string | undefined): void {
  if (date !== undefined && !date.endsWith('T00:00:00.000Z')) throw invalid("'Date' must be at midnight GMT");
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidArgument', { message });
}

function refused(message: string): S3Error {
  return new S3Error('InvalidRequest', { message });
}
