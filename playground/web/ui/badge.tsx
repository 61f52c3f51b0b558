/** What an operation does to the data: read, write or delete. */
export const EffectBadge = ({ effect }: { effect: string }) => (
  <span className={`badge ${effect}`}>{effect}</span>
);
