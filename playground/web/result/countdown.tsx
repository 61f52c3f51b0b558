import { useEffect, useState } from 'react';
import { span } from '../lib/format.ts';

/** How long a link still works, second by second. */
export function Countdown({ expires }: { expires: number }) {
  const [now, setNow] = useState(() => Date.now() / 1000);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() / 1000), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = expires - now;
  return (
    <span className={left <= 0 ? 'expired' : left < 60 ? 'expiring' : 'quiet'}>
      {left <= 0 ? 'expired' : `works for ${span(left)}`}
    </span>
  );
}
