export const OLDEST_NODE: string;
