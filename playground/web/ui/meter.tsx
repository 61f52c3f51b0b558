import { useRef } from 'react';
import { bytes, rate, span } from '../lib/format.ts';

interface MeterProps {
  label: string;
  done: number;
  total?: number;
}

/** How far a transfer is: a bar, bytes, rate and what time is left. */
export function Meter({ label, done, total }: MeterProps) {
  const begun = useRef({ at: performance.now(), done });
  const seconds = (performance.now() - begun.current.at) / 1000;
  const perSecond = seconds > 0.5 ? (done - begun.current.done) / seconds : 0;
  const parts = [
    total === undefined ? bytes(done) : `${bytes(done)} of ${bytes(total)}`,
    perSecond > 0 && rate(perSecond),
    perSecond > 0 && total !== undefined && done < total && `${span((total - done) / perSecond)} left`,
  ];
  return (
    <div className="meter">
      <progress aria-label={label} max={total} value={total === undefined ? undefined : done} />
      <small>{parts.filter(Boolean).join(' · ')}</small>
    </div>
  );
}
