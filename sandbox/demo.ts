import type { Surroundings } from './context.ts';

export async function createDemo(_surroundings: Surroundings): Promise<void> {}
