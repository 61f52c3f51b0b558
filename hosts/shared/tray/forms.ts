/** Something of a schema that Tray's forms cannot say; the runtime checks it all the same. */
export interface TrayLoss {
  /** Where it stands, such as "put_object_text.input.tags". */
  at: string;
  keyword: string;
  reason: string;
}

/** The formats of Tray's forms, by JSON Schema's or our own. */
export const FORMATS: Readonly<Record<string, string>> = {
  file: 'file',
  code: 'code',
  text: 'text',
  'date-time': 'datetime',
};
