/** `put_object_text` as `PutObjectText`: Tray's CDK finds an operation's types by this name. */
export const pascalCase = (name: string): string =>
  name
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
