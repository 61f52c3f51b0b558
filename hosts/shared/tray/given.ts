/** Whether an operation is run to fill a dropdown. */
export const isLookup = (operation: string): boolean => operation.endsWith('_ddl');

/** Whether a field was filled in: Tray sends an empty text for one that was not. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
