/** What is deployed: the handler, set up by the function's environment variables. */
import { createLambdaHandler } from './index.ts';

export const handler = createLambdaHandler();
