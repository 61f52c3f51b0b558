import { suggestion, fail, type Connection, type ConnectorError } from '../src/index.ts';
import { PARTITIONS } from './regions.gen.ts';

/** Every region of every partition, with its label, in the order of the partitions. */
export const REGIONS = PARTITIONS.flatMap((partition) => partition.regions);

/** The partition a region belongs to; of an unknown region (a custom endpoint's) the first, `aws`. */
export function partitionOf(region: string): (typeof PARTITIONS)[number] {
  const found = PARTITIONS.find((partition) =>
    partition.regions.some((candidate) => candidate.name === region),
  );
  return found ?? PARTITIONS[0];
}

/** Refuses what is not a region of AWS; with a custom endpoint any word is one (Cloudflare R2 really has `auto`). */
export function inspectRegion(region: string, connection: Connection): ConnectorError | undefined {
  if (connection.endpoint !== undefined || REGIONS.some(({ name }) => name === region)) return undefined;
  if (region === 'auto') return fail('region_auto');
  return fail('region_unknown', {
    region,
    suggestion: suggestion(
      region,
      REGIONS.map(({ name }) => name),
    ),
  });
}
