import type { Surroundings } from '../context.ts';
import type { EventName } from '../notifications/event-types.ts';

/** Sends the events of restored copies that became ready, or went away, between two times. */
export function tellRestores({ store, events }: Surroundings, from: Date, until: Date): void {
  const passed = (time: string) => new Date(time) > from && new Date(time) <= until;
  for (const { record: bucket, keys } of store.buckets.values()) {
    if (bucket.notification === undefined) continue;
    for (const { key, versions } of keys.from(0)) {
      for (const version of versions) {
        if (version.deleteMarker || version.restore === undefined) continue;
        const { readyAt, expires } = version.restore;
        const restored = { expires, storageClass: version.storageClass };
        const tell = (name: EventName, time: string) =>
          events.publish({ name, bucket, key, object: version, time: new Date(time), restored });
        if (passed(readyAt)) tell('ObjectRestore:Completed', readyAt);
        if (passed(expires)) tell('ObjectRestore:Delete', expires);
      }
    }
  }
}
