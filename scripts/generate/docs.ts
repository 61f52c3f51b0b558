/** docs/operations.md and docs/errors.md. */
export async function generateDocs(): Promise<void> {}
