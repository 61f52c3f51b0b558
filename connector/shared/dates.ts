/** ISO 8601 text of a date that S3 gave; undefined stays undefined, for the output schema to judge. */
export const isoDate = (date: Date | undefined): string | undefined =>
  date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();

/** The date of an ISO 8601 text; the input schema has checked its form. */
export const dateOf = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);
