const ALGORITHMS = ['CRC64NVME', 'CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const;

type Checksums = {
  [Algorithm in (typeof ALGORITHMS)[number] as `Checksum${Algorithm}`]?: string | undefined;
} & {
  ChecksumType?: 'FULL_OBJECT' | 'COMPOSITE' | undefined;
};

/** The checksum in an answer of S3, if it gives one. */
export function checksumOf(response: Checksums) {
  const algorithm = ALGORITHMS.find((candidate) => response[`Checksum${candidate}`] !== undefined);
  if (algorithm === undefined) return undefined;
  return { algorithm, value: response[`Checksum${algorithm}`], type: response.ChecksumType };
}
