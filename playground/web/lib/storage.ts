/** What this browser remembers, as JSON; where storage is full or refused, it forgets. */
export function remember(name: string, value: unknown, storage: Storage = localStorage): void {
  try {
    storage.setItem(name, JSON.stringify(value));
  } catch {
    // Private windows and full disks refuse: the page works without a memory.
  }
}

export function recall<Value>(name: string, fallback: Value, storage: Storage = localStorage): Value {
  try {
    const text = storage.getItem(name);
    return text === null ? fallback : (JSON.parse(text) as Value);
  } catch {
    return fallback;
  }
}
